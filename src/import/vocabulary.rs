//! General vocabulary of Chinese reports: what page furniture says, how offices, meetings and places are called, surnames,
//! verbs of speaking. Words of the language, not of any text. Tables are short and scanned; the surnames are one string
//! of the 百家姓 and of the present-day frequency lists, compound ones apart.

pub mod bounds;
pub mod gathering;
pub mod honours;
pub mod offices;
pub mod speaking;
pub mod titles;

use crate::text::words::{Chars, Words};

/// Lines that are page furniture when they stand alone.
pub static FURNITURE: Words = Words::new(&[
    "分享到",
    "返回顶部",
    "打印",
    "关闭",
    "收藏",
    "纠错",
    "字号",
    "相关新闻",
    "相关阅读",
    "推荐阅读",
    "精彩推荐",
    "热门推荐",
    "新闻排行榜",
    "排行榜",
    "热点新闻",
    "图片新闻",
    "数字报",
    "官方微信",
    "官方微博",
    "扫一扫",
    "上一篇",
    "下一篇",
    "更多",
    "首页",
    "登录",
    "注册",
    "搜索",
    "网站地图",
    "联系我们",
    "关于我们",
    "版权声明",
    "返回首页",
    "评论",
    "我要评论",
]);

/// Words that tell a notice of a site from an article.
pub static NOTICES: Words = Words::new(&[
    "温馨提示",
    "客服",
    "下载",
    "预览",
    "版权",
    "本站",
    "本网",
    "用户上传",
    "转载请注明",
    "免责声明",
    "扫描二维码",
    "关注公众号",
    "点击查看",
    "付费",
    "会员",
    "广告",
    "联系方式",
    "投诉",
    "备案",
]);

/// What begins the line of those who made the page: what follows an article is the page's again.
pub const CLOSERS: &[&str] =
    &["责任编辑", "责编", "编辑", "编审", "校对", "审核", "监制", "本文来源", "（完）", "(完)"];

/// What begins a byline.
pub const BYLINES: &[&str] = &[
    "来源",
    "作者",
    "发表时间",
    "发布时间",
    "发布日期",
    "发表日期",
    "更新日期",
    "更新时间",
    "刊登日期",
    "时间",
    "日期",
    "文章来源",
    "信息来源",
    "记者",
    "本报记者",
    "通讯员",
];

/// What opens a newswire lead, and who publishes so.
pub const LEADS: &[(&str, &str)] = &[
    ("新华社", "新华社"),
    ("中新社", "中新社"),
    ("央视网消息", "央视网"),
    ("人民网", "人民网"),
    ("中新网", "中新网"),
    ("本报讯", ""),
    ("本报记者", ""),
    ("快讯", ""),
    ("讯 ", ""),
];

/// Single surnames: the 百家姓 and the commonest of today, simplified and traditional.
pub static SURNAMES: Chars = Chars::new(
    "丛赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公付肖信但佟仝冼凡刀区么买亓代佘侬冒况初剡劭卿原召台同咎哈商啜喇图坚墨多奉妥子孛完寸尉小尧展山岳巨布帅帖年库廷弥录忻恽战折折承拓揭敬斐旷晋普智智朴朵来枚柘栗植楚楼欣水永汝江油泰洛海涂淡渠源满火灵焉煜牟玉理琚生甫甲苑盘睢矫磨祖禤秘税程立端竹笪第糕练绪缑罕美老者职肇腾臧苟苻英茆茅莎菅萨葉蒿蓝蔄蔚虎衣褟覃解詹谌谯豆豐资赏赤路蹇辜达迟述遇邸郇酒重针钦银闪闫陕隋零雒霞青静鞏顿颉飞鲜鹿麦黑齐龍陳張劉黃楊吳趙鄭馮蔣謝鄒蘇潘羅畢鄔顧黃蕭湯盧賀倪滕喬譚賴葉鍾駱鄧龔陸榮樂錢孫衛韓許呂嚴魏閻齊費龐紀項駱萬莊關歐陽區單賈婁顏寧龍溫慶應聶簡饒詹閔習車強馬魯韋鳳邝鄺亢甯仉叢兰蘭芦蘆鄢粟丘靖虢昃佴郄芈禚仵俸冮姒嬴庹檀沐泮爨眭苌郈郐鄞镡颛麴戢扆阳陽门門祭铁鐵漆綦妫麋毌宓",
);

/// Surnames of two characters.
pub static COMPOUND: Words = Words::new(&[
    "欧阳", "司马", "上官", "诸葛", "司徒", "令狐", "尉迟", "长孙", "慕容", "皇甫", "夏侯", "东方", "公孙", "宇文",
    "端木", "百里", "南宫", "呼延", "独孤", "轩辕", "闻人", "申屠", "太史", "濮阳", "淳于", "澹台", "歐陽", "司馬",
    "諸葛", "尉遲", "范徐", "葉劉", "钟离", "赫连", "公冶", "东郭", "西门", "鲜于", "司空", "司寇", "公羊", "公西",
    "完颜", "纳兰", "拓跋", "万俟", "闾丘", "左丘", "宗政", "仲孙", "亓官", "乐正", "壤驷", "漆雕", "微生", "梁丘",
    "谷梁", "夹谷", "宰父", "巫马", "叶赫", "東方", "公孫", "長孫", "獨孤", "軒轅", "聞人", "濮陽", "鍾離", "赫連",
    "東郭", "西門", "鮮于", "完顏", "納蘭",
]);
