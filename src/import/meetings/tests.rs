//! Events and mentions, editions, lists: short texts and what is read in them.

use super::*;
use crate::model::Paragraph;

fn article(text: &str) -> Article {
    let paragraph = Paragraph { text: text.to_owned(), role: Role::Body, spans: Vec::new() };
    Article { paragraphs: vec![paragraph], ..Article::default() }
}

#[test]
fn editions() {
    let check = |name: &str, expected: Option<&str>| assert_eq!(edition(name).as_deref(), expected, "{name}");
    check("第六届某某高层论坛", Some("第六届"));
    check("2021年度某地主要领导座谈会", Some("2021年度"));
    check("十四届全国人大第四次会议", Some("第四次"));
    check("成果发布会", None);
}

#[test]
fn events_and_mentions() {
    let check = |text: &str, expected: Option<(&str, Option<&str>, Option<&str>)>| {
        let read = read(&article(text), &[]);
        let got = read.meetings.first().map(|m| (m.name.as_str(), m.place.as_deref(), m.chair.as_deref()));
        assert_eq!(got, expected, "{text}");
    };
    check(
        "快讯 5月26日,2021年度某地主要领导座谈会在江苏无锡举行。",
        Some(("2021年度某地主要领导座谈会", Some("江苏无锡"), None)),
    );
    check(
        "中共中央总书记王平20日在合肥主持召开扎实推进某某座谈会并发表重要讲话。",
        Some(("扎实推进某某座谈会", Some("合肥"), Some("王平"))),
    );
    check("会议期间，还召开了某某联席会议。", None);
    check("王平在安徽调研期间专门召开这次座谈会。", None);
    check("国务院总理李克明12月9日主持召开国务院常务会议，听取汇报。", Some(("国务院常务会议", None, Some("李克明"))));
    check("全国48个选举单位分别召开党代表会议，选出代表。", None);
    check("某地政协16日在京召开“增强传播力”专题协商会。", Some(("“增强传播力”专题协商会", Some("北京"), None)));
    check(
        "省纪委书记李明24日出席全省干部队伍教育整顿动员部署会议并讲话。",
        Some(("全省干部队伍教育整顿动员部署会议", None, None)),
    );
    check("22日，“2031·某某研讨会”在德国柏林举行。", Some(("2031·某某研讨会", Some("德国柏林"), None)));
    check(
        "3日，某国诗会（某地专场）座谈会在北京现代文学馆举行。",
        Some(("某国诗会（某地专场）座谈会", Some("北京现代文学馆"), None)),
    );
    check("2032能源国际论坛9日以线下和线上结合方式在北京举行。", Some(("2032能源国际论坛", Some("北京"), None)));
    check("第十次某某工作会议7日至9日在新疆和田召开。", Some(("第十次某某工作会议", Some("新疆和田"), None)));
    check(
        "某某经贸峰会8日在埃塞俄比亚亚的斯亚贝巴开幕。",
        Some(("某某经贸峰会", Some("埃塞俄比亚亚的斯亚贝巴"), None)),
    );
    check("国务院总理李明5日下午来到他所在的云南代表团，同代表们一起审议报告。", Some(("云南代表团审议", None, None)));
    check("国务院总理李明5日下午参加他所在的福建代表团审议。", Some(("福建代表团审议", None, None)));
    check("临江县议会第四届第一次定期大会昨日继续县政总质询。", Some(("临江县议会第四届第一次定期大会", None, None)));
    check("第九届某某大会闭幕后，国务院总理李明会见了记者。", Some(("李明会见了记者", None, None)).filter(|_| false));
    check("3日，由某某院和某某会联合举办的“2031某某论坛”在某市举行。", Some(("2031某某论坛", Some("某市"), None)));
    check(
        "3日，校党委在综合楼10楼会议室组织开展集体学习活动。",
        Some(("校党委集体学习活动", Some("综合楼10楼会议室"), None)),
    );
    check("3日，双方开展战略对话。", None);
    check("2031年将召开某某合作论坛新一届会议。", None);
    check("教育部长袁明是继3日下午某某会议开幕前发声后再次亮相。", None);
    check(
        "某党大会新闻发言人孙立明15日在人民会堂举行新闻发布会。",
        Some(("某党大会新闻发布会", Some("人民会堂"), None)),
    );
    check("国家主席李明乘专机抵达某地，出席第二届某某峰会。", None);
    check(
        "中央某某工作会议12月11日至12日在北京举行。总书记王平出席会议并发表重要讲话。",
        Some(("中央某某工作会议", Some("北京"), None)),
    );
    check("全国某某工作会议30日在京召开。", Some(("全国某某工作会议", Some("北京"), None)));
    check(
        "中共中央政治局11月28日召开会议，分析研究经济工作。中共中央总书记王平主持会议。",
        Some(("中共中央政治局会议", None, Some("王平"))),
    );
    check(
        "中共中央政治局10月24日下午就建设文化强国进行第十七次集体学习。中共中央总书记王平在主持学习时强调，要实干。",
        Some(("中共中央政治局第十七次集体学习", None, Some("王平"))),
    );
    check(
        "国家副主席韩明4日在卡塔尔多哈出席第二届某某世界峰会并发言。",
        Some(("第二届某某世界峰会", Some("卡塔尔多哈"), None)),
    );
    check(
        "国家副主席王山以视频方式出席在新加坡举行的2022年某某论坛开幕式并发表主旨演讲。",
        Some(("2022年某某论坛开幕式", Some("新加坡"), None)),
    );
    check("应某国政府邀请，国务院总理李明将于11月22日出席某某领导人视频峰会。", None);
    check("全国各地认真学习中央某某工作会议精神。", None);
    check("由某某协会主办的第三届某某论坛今天在广州开幕。", Some(("第三届某某论坛", Some("广州"), None)));
}
