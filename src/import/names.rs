//! The shapes of names: Chinese ones (a surname and one or two hanzi), names with a middle dot, foreign names in the characters
//! of transcription; and where in running text a name that begins somewhere ends.

mod ending;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

pub use self::ending::{bounded, joins};
use super::lines::is_han;
use super::places::begins_with_place;
use super::prose::{cut, rest};
use super::vocabulary::bounds::AFTER_NAMES;
use super::vocabulary::honours::HONOURS;
use super::vocabulary::{COMPOUND, SURNAMES};
use crate::text::office;
use crate::text::words::{Chars, Words};

/// Characters that transcribe foreign names.
static TRANSCRIBING: Chars = Chars::new(
    "阿艾爱安昂奥澳巴芭拜班邦包保鲍贝本比彼毕碧别宾滨波伯勃博卜布采查察柴昌楚茨达大戴黛丹当道德登邓迪底地蒂丁顶东冬都杜敦多俄厄额恩尔法凡范方菲费芬丰冯佛弗伏福符富盖甘冈高哥戈格葛根贡古瓜关圭哈海汉豪赫贺黑亨洪侯胡华怀惠霍基吉济加伽贾简姜杰捷金津京居喀卡凯坎康考柯科克肯孔库夸宽奎昆扩拉莱来兰朗劳勒雷蕾黎理李里丽利莉连廉良列烈林琳灵龙隆卢鲁露伦罗洛吕略马玛迈麦满曼芒毛茅梅美门蒙盟孟米密敏明缪摩莫墨默姆慕穆拿娜纳乃奈南内嫩尼妮年涅宁纽农努诺女欧帕潘庞培佩彭蓬皮匹平坡泼普浦齐奇契恰千钱强乔切钦琴青琼丘屈热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙莎珊山尚绍舍申圣生胜施石史什士世舒朔斯丝思松苏孙索塔泰坦汤唐滔陶特腾提田铁廷亭通图土托脱瓦万汪旺威韦维伟魏温文翁沃乌伍武西希锡席夏香肖谢欣辛兴休修雪勋逊雅亚延彦扬杨耶叶伊宜以义易因殷英永尤尤于约越云宰赞泽曾扎詹张章哲者珍真正芝治智中钟朱佐卓兹子祖左佐·夫顿垂诺敏顺弥浩颇奔仑纽珐薇蓓裴赖郎铎颂饶兆倪努匡卫双友吁吾呼嘉坚埃堪奇姆娅婕容弗彦彬彭微慕才扬拔拿挪斋斐昆普朗札权松林柏栋桂桑梭楚欧殷沁沛泉津浦涅涛温滋滕灵焦爱牧狄玉珀琼瑙盖盾硕碧祁空第简缅缪罕翁翰耐聂胥能腊色芒芙茂茱荷菲董蓝薛虎裕诗谢费载迦逊遥邬邵酋锡陀隋霍革韦高魏麻默措珠嘎央次仁旺占堆赤吾提木江买孜古丽其格云娃日敖登苏朝腾雪来依·",
);

/// Characters that stand in no given name.
static NEVER_GIVEN: Chars =
    Chars::new("的了在与及或是有被把说于其此各每个们您他她它这那哪也都还又要将已曾未不没等者某区县省市并，、（）");
/// Characters that end words, not names.
static NEVER_LAST: Chars = Chars::new("地部委办局厅处组院会室社报省市县区州署司宫内间后里下时于性作");
/// What ends a title or a word, not a name.
static NEVER_ENDS: Words = Words::new(&[
    "同志", "先生", "女士", "主席", "总理", "书记", "总统", "部长", "教授", "主任", "院士", "代表", "总书",
]);
/// Words of the shape of a name that the table of words does not hold.
static NO_NAMES: Words = Words::new(&[
    "习近平总",
    "坚持党",
    "贺信",
    "重申反",
    "特别",
    "年度",
    "依次",
    "危机",
    "惠誉",
    "国际",
    "欧美",
    "智库",
    "资格",
    "后人",
    "卓越",
    "理论工",
    "能源合",
    "都会来",
    "第八号",
    "智利共",
    "边总结",
    "边实践",
    "以伟大",
    "平大厦",
    "哈马斯",
    "欧佩克",
    "欧足联",
    "巴斯夫",
    "沃尔玛",
    "穆斯林",
    "高兴地",
    "贺电",
    "贺函",
    "党中央",
    "国务院",
    "习主席",
    "习总",
    "文化",
    "高校",
    "万众",
    "党组",
    "华东",
    "广大干",
    "金华",
    "温州",
    "常州",
    "徐州",
    "宁波",
    "池州",
    "和夫人",
    "于一体",
    "任组长",
    "任主任",
    "任副主",
    "任主席",
    "安排部",
    "方相关",
    "国各地",
    "全过程",
    "成员",
    "和全国",
    "和相关",
    "和有关",
    "和各",
    "和国务",
    "和中央",
    "和其他",
    "和企业",
    "全体",
    "习近",
    "和部分",
    "方代表",
    "国代表",
    "安全与",
    "金融与",
    "和中共",
    "国领导",
    "方领导",
    "国总统",
    "国总理",
    "国外长",
    "全会上",
    "国元首",
    "和重要",
    "从严治",
    "方政府",
    "国政府",
    "国际社",
    "方专家",
    "国专家",
    "向与会",
    "向全国",
    "和国家",
    "和国际",
    "方企业",
    "国企业",
    "全会",
    "党外人",
    "和党外",
    "于近日",
    "都认为",
    "相关部",
    "关部门",
    "关负责",
    "国驻华",
    "方发言",
    "时强调",
    "时指出",
    "时表示",
    "时说",
    "通过",
    "单位",
    "国大使",
    "和市民",
    "台湾",
    "党和国",
    "国人民",
    "和人民",
    "都表示",
    "和地方",
    "华大使",
    "和社会",
    "从中国",
    "向世界",
    "和中国",
    "和平",
    "和各国",
    "和专家",
    "双方",
    "多国",
    "各国",
    "宣言",
    "贺词",
    "白皮书",
    "秘书长",
    "代表团",
    "代表和",
    "成员国",
    "顾问团",
    "方法论",
    "老党员",
    "老年人",
    "人士",
    "丛书",
    "丘陵",
    "兰州",
    "兰考",
    "芦苇",
    "安徽",
    "江苏",
    "江西",
    "甘肃",
    "广东",
    "黑龙江",
    "印度",
    "印尼",
    "印尼方",
    "巴西",
    "沙特",
    "老挝",
    "英国",
    "美国",
    "韩国",
    "智利",
    "蒙古国",
]);

/// What begins a word or a phrase, not a name: the verbs and particles that stand before names.
static NEVER_FIRST: Words = Words::new(&[
    "同来", "同你", "向全", "向与", "向大", "多次", "都对", "都高", "都积", "都重", "来到", "后表", "时讲", "包括",
    "并与", "关于", "完善", "完成", "完全",
]);

/// What a king's name ends with.
static NUMBERED: Words = Words::new(&["一世", "二世", "三世", "四世", "五世", "六世", "七世", "八世", "九世", "十世"]);

static WORDS: LazyLock<(FxHashSet<&'static str>, FxHashSet<&'static str>)> = LazyLock::new(|| {
    let table = include_str!("../../data/words.txt");
    let (words, nouns) = table.split_once("\n=\n").unwrap_or((table, ""));
    let lines = |part: &'static str| part.lines().filter(|line| !line.starts_with('#')).collect();
    (lines(words), lines(nouns))
});

/// How sure the place is that a name stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Behind an office, in a list of people: foreign names and names that are also nouns may stand there.
    Sure,
    /// At the beginning of a sentence: only what cannot be a word.
    Plain,
}

/// Whether a text is a word, not a name.
fn is_word(text: &str, trust: Trust) -> bool {
    let (words, nouns) = &*WORDS;
    NO_NAMES.have(text)
        || words.contains(text)
        || follows_names(text)
        || is_phrase(text)
        || NEVER_FIRST.starting(text).is_some()
        || trust == Trust::Plain && nouns.contains(text)
}

/// Whether a text names a thing and may be a name all the same.
pub fn is_noun(text: &str) -> bool {
    WORDS.1.contains(text)
}

/// Whether the name of somebody stands right before a byte of a text, and so what stands there is that one's title.
pub fn is_titled(text: &str, at: usize) -> bool {
    let before = cut(text, 0..at);
    let name = before.char_indices().rev().nth(2).map_or("", |(from, _)| rest(before, from));
    is_chinese(name, Trust::Plain) && PLACED.ending(name).is_none()
}

/// What ends the name of an organisation or a branch that has the shape of a person's name.
static PLACED: Words =
    Words::new(&["国", "军", "党", "团", "校", "系", "科", "队", "家", "业", "方", "人民", "政府", "公司"]);

/// Whether a text is itself one of the words that follow a name: 高度评价 is what somebody does.
fn follows_names(text: &str) -> bool {
    AFTER_NAMES.have(text) || HONOURS.have(text)
}

fn is_surname(c: char) -> bool {
    SURNAMES.have(c)
}

/// Whether a text has the shape of a Chinese name: a surname and one or two hanzi, three with a compound surname or two
/// surnames.
pub fn is_chinese(text: &str, trust: Trust) -> bool {
    let chars: Vec<char> = text.chars().take(5).collect();
    let Some((&last, &first)) = chars.last().zip(chars.first()) else { return false };
    // 刘士州 behind an office is a name, 徐州 none.
    let ends = !NEVER_LAST.have(last)
        || last == '州' && chars.len() == 3 && trust == Trust::Sure && !begins_with_place(rest(text, first.len_utf8()));
    if !chars.iter().all(|c| is_han(*c))
        || !ends
        || NEVER_ENDS.ending(text).is_some()
        || is_word(text, trust)
        || matches!(first, '和' | '与')
        || trust == Trust::Plain && chars.get(1) == Some(&'方')
    {
        return false;
    }
    // 其 stands in the middle of given names, and so do 又 and 未 behind an office and in lists.
    let middle = |at: usize, c: char| {
        let stands = match c {
            '其' => trust == Trust::Sure || !BEFORE_ITS.contains(first) && !ITS.contains(last),
            '又' | '未' => trust == Trust::Sure,
            _ => false,
        };
        stands && at == 1 && chars.len() == 3
    };
    let given =
        |from: usize| !chars.iter().enumerate().skip(from).any(|(at, c)| NEVER_GIVEN.have(*c) && !middle(at, *c));
    let compound = COMPOUND.starting(text).is_some();
    match chars.len() {
        2 => is_surname(first) && given(1) && !compound,
        3 => (is_surname(first) || compound) && given(1),
        4 => {
            let two = trust == Trust::Sure && is_surname(first) && chars.get(1).is_some_and(|c| DOUBLED.contains(*c));
            (compound || two) && given(2)
        }
        _ => false,
    }
}

/// Surnames that are oftener words before 其: 尤其是, 向其提出.
const BEFORE_ITS: &str = "尤任何从向同于由令与对为以使应";

/// What 其 makes a word or a phrase with: 其中, 其他.
const ITS: &str = "中他实次余间后前它内是所在提";

/// Surnames that are oftener words before others, and what stands behind them then: 曾多次, 来京, 向全国.
const PHRASES: &[(char, &[&str])] = &[
    ('曾', &["多次", "两次", "三次", "回信", "来", "到", "在", "任", "说", "经", "赴", "访"]),
    ('向', &["总", "大会", "会议", "气候", "全国", "全体", "各国", "世界", "全球", "中国", "拉美"]),
    ('同', &["中国", "全国", "各国", "各方", "世界", "拉美"]),
    ('来', &["华", "京", "沪", "港", "澳", "访", "巴", "法", "美", "英", "德", "俄", "日", "韩", "印"]),
];

/// Whether a surname and what follows are words, not a name: also before the name of a place (同巴西).
fn is_phrase(text: &str) -> bool {
    let Some((surname, words)) = PHRASES.iter().find(|(surname, _)| text.starts_with(*surname)) else { return false };
    let rest = rest(text, surname.len_utf8());
    words.contains(&rest) || *surname != '曾' && begins_with_place(rest)
}

/// Surnames that women add behind their husband's, and that begin names of four characters.
const DOUBLED: &str = "陈李王张刘黄林吴郑梁罗叶徐冯何范";

/// Whether a text can be a foreign name in the characters of transcription, or a name with a middle dot.
pub fn is_foreign(text: &str) -> bool {
    let text = NUMBERED.ending(text).and_then(|number| text.strip_suffix(number)).unwrap_or(text);
    let count = text.chars().count();
    if text.contains('-') {
        // 让-伊夫·勒德里昂: every part transcribes.
        let parts = || text.split(['·', '-']);
        return (4..=24).contains(&count)
            && parts().all(|part| is_part(part) && part.chars().all(|c| c == '让' || TRANSCRIBING.have(c)));
    }
    if text.contains('·') {
        let particle = text.ends_with(['在', '时', '已', '于', '称', '等', '被', '则']);
        return (4..=24).contains(&count) && !particle && text.split('·').all(is_part);
    }
    (2..=9).contains(&count) && text.chars().all(|c| TRANSCRIBING.have(c)) && !is_word(text, Trust::Sure)
}

/// Whether a text can be one part of a name with middle dots: hanzi that transcribe, but for one or two in a long part,
/// and no office, no verb in it. 某国问题特使基思·凯 begins with the office.
fn is_part(part: &str) -> bool {
    let count = part.chars().count();
    let other = part.chars().filter(|c| !TRANSCRIBING.have(*c)).count();
    (1..=9).contains(&count)
        && part.chars().all(is_han)
        && other <= 2
        && !NO_PARTS.stand_in(part)
        && (count < 3 || !office::WORDS.stand_in(part))
}

/// Words that a part of a transcribed name never holds.
static NO_PARTS: Words = Words::new(&[
    "已", "会见", "会谈", "举行", "表示", "问题", "总统", "委员", "近期", "此前", "撰文", "书面", "议会", "发来",
    "近日",
]);

/// Whether a text that stands between marks is a person's name.
pub fn is_name(text: &str) -> bool {
    is_chinese(text, Trust::Sure) || text.contains(['·', '-']) && is_foreign(text)
}

/// The length in bytes of the name that begins at a byte of a text, as far as what follows tells where it ends.
pub fn name_at(text: &str, from: usize, trust: Trust) -> Option<usize> {
    let tail = rest(text, from);
    let mut ends: [usize; 24] = [0; 24];
    let mut count = 0;
    let mut dot = None;
    for (at, c) in tail.char_indices() {
        let joins = c == '·' || c == '-' && rest(tail, at + 1).starts_with(|c| TRANSCRIBING.have(c));
        if count == ends.len() || !is_han(c) && !joins {
            break;
        }
        if joins {
            dot = Some(count);
        }
        ends[count] = at + c.len_utf8();
        count += 1;
    }
    if let Some(dot) = dot {
        // The part behind the last dot ends at the first word that follows names.
        let lengths = (dot + 2..=count.min(dot + 10)).filter(|n| *n >= 4);
        let end = lengths.map(|n| ends[n - 1]).find(|end| bounded(rest(tail, *end)));
        if let Some(end) = end.filter(|end| is_foreign(cut(tail, 0..*end))) {
            return Some(end);
        }
    }
    // A dot further on is of somebody else's name.
    let upto = count.min(9);
    let fits = |n: usize| bounded(rest(tail, ends[n - 1]));
    let begins = tail.chars().next().is_some_and(is_surname) || COMPOUND.starting(tail).is_some();
    let chinese =
        begins.then(|| (2..=upto.min(4)).find(|n| fits(*n) && is_chinese(cut(tail, 0..ends[n - 1]), trust))).flatten();
    let found = chinese.or_else(|| {
        (trust == Trust::Sure).then(|| (2..=upto).find(|n| fits(*n) && is_foreign(cut(tail, 0..ends[n - 1])))).flatten()
    });
    found.map(|n| ends[n - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, trust: Trust, expected: Option<&str>) {
        assert_eq!(name_at(text, 0, trust).map(|n| cut(text, 0..n)), expected, "{text}");
    }

    #[test]
    fn names_end_before_what_follows_names() {
        check("让-伊夫·勒德里昂表示", Trust::Sure, Some("让-伊夫·勒德里昂"));
        check("阿卜杜勒-马利克说", Trust::Sure, Some("阿卜杜勒-马利克"));
        check("张又侠出席", Trust::Sure, Some("张又侠"));
        check("刘士州表示", Trust::Sure, Some("刘士州"));
        check("刘徐州表示", Trust::Sure, None);
        check("李强指出,今年", Trust::Plain, Some("李强"));
        check("李强调研", Trust::Plain, Some("李强"));
        check("习近平30日上午", Trust::Plain, Some("习近平"));
        check("尉迟某贤在会上", Trust::Plain, Some("尉迟某贤").filter(|_| false));
        check("尉迟思贤在会上说", Trust::Plain, Some("尉迟思贤"));
        check("欧阳明,", Trust::Plain, Some("欧阳明"));
        check("但彦铮介绍", Trust::Plain, Some("但彦铮"));
        check("阿不都·热合曼表示", Trust::Plain, Some("阿不都·热合曼"));
        check("谢尔达尔·别尔德穆哈梅多夫举行会谈", Trust::Sure, Some("谢尔达尔·别尔德穆哈梅多夫"));
        check("卢卡申科。", Trust::Sure, Some("卢卡申科"));
        check("冯德莱恩举行", Trust::Sure, Some("冯德莱恩"));
        check("马克龙共同", Trust::Sure, Some("马克龙"));
        check("任期内", Trust::Sure, None);
        check("高度重视", Trust::Sure, None);
        check("安徽表示", Trust::Plain, None);
        check("金融表示", Trust::Plain, None);
        check("白宫表示", Trust::Plain, None);
        check("黄循财举行", Trust::Sure, Some("黄循财"));
        check("孙其明先后发言", Trust::Sure, Some("孙其明"));
        check("贺信并致辞", Trust::Sure, None);
        check("高度评价", Trust::Sure, None);
        check("米卡提等21个", Trust::Sure, Some("米卡提"));
        check("阿卜杜拉二世、", Trust::Sure, Some("阿卜杜拉二世"));
        check("列夫·托尔金在《和平》中", Trust::Sure, Some("列夫·托尔金"));
        check("李明在临江会见约翰·基德。", Trust::Plain, Some("李明"));
        check("会主席劳希·法图说", Trust::Sure, None);
        check("同巴西领导人", Trust::Sure, None);
        check("来京出席", Trust::Sure, None);
        check("曾多次表示", Trust::Sure, None);
        check("曾庆明表示", Trust::Sure, Some("曾庆明"));
        check("向巧表示", Trust::Sure, Some("向巧"));
        check("康正和主持会议", Trust::Sure, Some("康正和"));
        check("康正和李明主持会议", Trust::Sure, Some("康正"));
        check("完善工作报告", Trust::Sure, None);
        check("吴晓明副校长表示", Trust::Sure, Some("吴晓明"));
        check("康正和会见客人", Trust::Sure, Some("康正和"));
        check("康正和21日说", Trust::Sure, Some("康正和"));
        check("康正和100多名代表出席", Trust::Sure, Some("康正"));
        check("康正和和李明出席", Trust::Sure, Some("康正和"));
        check("康正和等出席", Trust::Plain, Some("康正和"));
        check("康正和委员长主持", Trust::Plain, Some("康正和"));
        check("康正和市长李明陪同", Trust::Sure, Some("康正"));
        check("王剑作2031年度预算报告", Trust::Sure, Some("王剑"));
        check("王剑作出批示", Trust::Sure, Some("王剑"));
        check("王剑从五个方面报告", Trust::Sure, Some("王剑"));
        check("吴明于3月5日访问", Trust::Sure, Some("吴明"));
        check("吴明来我校调研", Trust::Sure, Some("吴明"));
        check("吴明一同志作讲解", Trust::Sure, Some("吴明一"));
        check("吴明一同某国总理举行会谈", Trust::Plain, Some("吴明一"));
        check("吴明一同出席", Trust::Plain, Some("吴明"));
        check("王建发表示", Trust::Sure, Some("王建发"));
        check("王建发表讲话", Trust::Sure, Some("王建"));
        check("尉迟向平就此", Trust::Sure, Some("尉迟向平"));
        check("殷其仁主持会议", Trust::Plain, Some("殷其仁"));
        check("尤其是说", Trust::Plain, None);
        check("阳春山介绍", Trust::Plain, Some("阳春山"));
        check("钟离毅说", Trust::Plain, Some("钟离毅"));
    }
}
