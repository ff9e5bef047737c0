//! Pages: what is text, what is the page's own, and that nothing is lost.

use super::*;
use crate::import::decode::decode;
use crate::import::format::page::Hint;
use crate::text::Span;

const PAGE: &str = r##"<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>全市经济工作座谈会召开_某某网</title>
<meta name="publishdate" content="2024-06-07"><meta property="og:site_name" content="某某网">
<meta name="source" content="某某日报"><style>p{color:red}</style><script>var a = "<p>不见</p>";</script></head>
<body><div class="topnav"><ul><li><a href="/">首页</a></li><li><a href="/z">政务</a></li></ul></div>
<div class="wrap"><div class="main"><h1>全市经济工作座谈会召开</h1>
<div class="info">2024-06-07 10:20 来源：某某日报 <a href="#">打印</a></div>
<div class="content"><p>　　某某日报讯 6月5日，全市经济工作座谈会在城东区召开。市长林晓岚主持会议，
    并作了讲话。</p><p>　　她强调，要把各项工作&ldquo;做好&rdquo;，<b>扩大</b>需求，提振信心。<br>　　会议指出，今年以来，全市经济稳中有进，要继续努力。</p>
<p>（责任编辑：某某）</p><div class="share">分享到：<a>微博</a><a>微信</a></div></div></div>
<div class="sidebar"><h3>热门推荐</h3><ul><li><a href="/1">某地举行植树活动，干部群众踊跃参加，气氛热烈</a></li></ul>
<p>广告：本店大减价，全场商品一律八折，欢迎选购，先到先得，售完为止。</p></div></div>
<footer><p>版权所有 某某网 未经许可，不得转载，违者必究，本网保留追究责任的权利。</p></footer></body></html>"##;

fn lines(page: &Page, wanted: impl Fn(Option<Hint>) -> bool) -> Vec<&str> {
    let hint = |span: Span| page.hints.iter().find(|(s, _)| s.start == span.start).map(|(_, hint)| *hint);
    crate::import::lines::lines(page.text())
        .into_iter()
        .filter(|line| {
            !line.is_blank()
                && wanted(
                    page.hints
                        .iter()
                        .find(|(s, _)| s.start <= line.span.start && line.span.end <= s.end)
                        .map_or_else(|| hint(line.span), |(_, h)| Some(*h)),
                )
        })
        .map(|line| line.text)
        .collect()
}

#[test]
fn the_text_of_a_page_and_what_is_its_own() {
    let page = read(decode(PAGE.as_bytes(), None).unwrap());
    assert_eq!(
        lines(&page, |hint| hint != Some(Hint::Aside)),
        [
            "全市经济工作座谈会召开",
            "2024-06-07 10:20 来源：某某日报 打印",
            "某某日报讯 6月5日，全市经济工作座谈会在城东区召开。市长林晓岚主持会议，并作了讲话。",
            "她强调，要把各项工作“做好”，扩大需求，提振信心。",
            "会议指出，今年以来，全市经济稳中有进，要继续努力。",
            "（责任编辑：某某）",
        ]
    );
    let own = lines(&page, |hint| hint == Some(Hint::Aside)).join("|");
    for words in ["首页", "政务", "分享到", "热门推荐", "植树活动", "大减价", "版权所有", "召开_某某网"]
    {
        assert!(own.contains(words), "{words}: {own}");
    }
    assert!(!page.source.contains("不见") && !page.source.contains("color"));
    assert_eq!(page.publisher.as_deref(), Some("某某日报"));
    assert_eq!(page.published.as_ref().map(|d| d.value.as_str()), Some("2024-06-07"));
    assert_eq!(lines(&page, |hint| hint == Some(Hint::Title)), ["全市经济工作座谈会召开"]);
}

#[test]
fn pieces_of_pages() {
    let check = |markup: &str, expected: &[&str]| {
        let page = read(decode(markup.as_bytes(), None).unwrap());
        assert_eq!(lines(&page, |_| true), expected, "{markup}");
    };
    check("<p>甲<p>乙<p>丙", &["甲", "乙", "丙"]);
    check("<div>甲<br/>乙<span>丙</span> 丁</div>戊", &["甲", "乙丙 丁", "戊"]);
    check(
        "<table><tr><td>序号</td><td>姓名</td></tr><tr><td>1</td><td>林晓岚</td></tr></table>",
        &["序号\t姓名", "1\t林晓岚"],
    );
    check("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", &["甲。", "乙。"]);
    check("<p>立法會  ─  2012年</p><pre>一\n  二</pre>", &["立法會  ─  2012年", "一", "二"]);
    check("<p>甲\n   乙\n  and\n  more</p>", &["甲乙 and more"]);
    check("<ul><li>一<li>二</ul><option>三<option>四", &["一", "二", "三", "四"]);
    check("甲<script>x</script>乙<style>y</style><noscript>丁</noscript>丙<title></title>", &["甲乙丙"]);
}

#[test]
fn a_page_that_nests_without_end_is_read_in_linear_time() {
    let deep = format!("{}会议指出，要把各项工作做好，继续努力。", "<div><b><p>".repeat(60_000));
    let page = read(decode(deep.as_bytes(), None).unwrap());
    assert_eq!(lines(&page, |_| true), ["会议指出，要把各项工作做好，继续努力。"]);
    let wide = "<p>甲</b></div>".repeat(60_000);
    assert_eq!(lines(&read(decode(wide.as_bytes(), None).unwrap()), |_| true).len(), 60_000);
}
