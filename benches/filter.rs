//! What a key costs in a list of 10^4, 10^5 and 10^6 rows: the filter beside a plain scan with the same matcher.
//! `ZUOTAN_TEXT=FILE cargo bench --bench filter` cuts the rows from any UTF-8 text; without it they are generated.
//! Each key is measured on the survivors of the keys before it, as it is typed. At the end: memory a row.

#[path = "find/dice.rs"]
mod dice;

use std::sync::LazyLock;

use dice::Dice;
use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use zuotan::filter::{Field, Index, Search, Weight};
use zuotan::text::fold::folded;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// What is typed, key by key.
const TYPED: [&str; 6] = ["长三角一体化", "李强", "的", "zhangsanjiao", "liqiang", "sh shuji"];
/// Rows asked for: more than any screen shows.
const SHOWN: usize = 200;

#[expect(clippy::print_stdout, reason = "a table for the reader of the benchmark")]
fn main() {
    divan::main();
    for (at, size) in SIZES.iter().enumerate() {
        let index = &INDEXES[at];
        println!("{size} rows: {} bytes a row (folded text and postings)", index.bytes() / index.len());
    }
}

/// General words of reports, to be put together where no text is given.
const WORDS: &str = "的 和 在 要 坚持 推动 发展 改革 开放 创新 一体化 高质量 长三角 长江 三角 会议 强调 指出 书记 省委 市委 上海 江苏 \
    浙江 安徽 李强 王浩 张三 人民 经济 社会 生态 环境 保护 科技 产业 建设 服务 中国 国家 政府 工作 报告 座谈会 论坛 领导 地区 主要 \
    合作 交流 共同 机制 规划 行动 计划 示范区 基础 设施 公共 民生 教育 医疗 就业 安全 法治 文化 农业 乡村 振兴 城市 数字 市场 主体 \
    企业 投资 消费 贸易 金融 税收 土地 资源 能源 交通 港口 铁路 航空 物流 信息 网络 数据 人才 青年 历史 世界 和平 秘书长 总理 主席";

static ROWS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let size = SIZES[2];
    if let Some(path) = std::env::var_os("ZUOTAN_TEXT") {
        let text = std::fs::read_to_string(&path).expect("ZUOTAN_TEXT names a UTF-8 text file");
        let chars: Vec<char> = text.chars().filter(|c| !c.is_control() && *c != '"').collect();
        assert!(chars.len() > 1_000, "ZUOTAN_TEXT names a text of a thousand characters at least");
        return (0..size)
            .map(|_| {
                let length = 20 + dice.below(21);
                let start = dice.below(chars.len() - length);
                chars[start..start + length].iter().collect()
            })
            .collect();
    }
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    (0..size)
        .map(|_| {
            let length = 20 + dice.below(21);
            let mut row = String::new();
            let mut chars = 0;
            while chars < length {
                // The product of two throws makes the first words frequent, as in real text.
                let word = words[dice.below(words.len()) * dice.below(words.len()) / words.len()];
                row.push_str(word);
                chars += word.chars().count();
            }
            row
        })
        .collect()
});

static INDEXES: LazyLock<Vec<Index>> = LazyLock::new(|| SIZES.iter().map(|&size| index(size)).collect());

fn index(size: usize) -> Index {
    let mut index = Index::default();
    for row in &ROWS[..size] {
        index.push(vec![Field { text: row.clone(), weight: Weight::Name }]);
    }
    index.settle();
    index
}

fn of(size: usize) -> &'static Index {
    &INDEXES[SIZES.iter().position(|s| *s == size).expect("a size of the table")]
}

/// The states of a field while it is typed into, the whole last.
fn states(typed: &str) -> Vec<String> {
    (1..=typed.chars().count()).map(|keys| typed.chars().take(keys).collect()).collect()
}

/// Each key by itself: the longest it took, printed once, because that is what a person feels.
#[expect(clippy::print_stdout, reason = "a table for the reader of the benchmark")]
#[divan::bench(args = TYPED, consts = SIZES, sample_count = 1, sample_size = 1)]
fn slowest_key<const ROWS: usize>(bencher: Bencher, typed: &str) {
    let index = of(ROWS);
    let mut search = Search::default();
    let times: Vec<String> = states(typed)
        .iter()
        .map(|state| {
            let start = std::time::Instant::now();
            let total = search.find(index, state, SHOWN).total;
            format!("{state}: {:.2} ms ({total})", start.elapsed().as_secs_f64() * 1e3)
        })
        .collect();
    println!("{ROWS}: {}", times.join(", "));
    bencher.bench_local(|| black_box(search.find(index, typed, SHOWN)));
}

/// All keys of a pattern, one after the other; divide by their number for one.
#[divan::bench(args = TYPED, consts = SIZES, sample_count = 5, sample_size = 1)]
fn typing<const ROWS: usize>(bencher: Bencher, typed: &str) {
    let index = of(ROWS);
    let states = states(typed);
    bencher.bench_local(|| {
        let mut search = Search::default();
        for state in &states {
            black_box(search.find(index, state, SHOWN));
        }
    });
}

/// A plain scan of the whole pattern with the same matcher: what each key would cost without postings.
#[divan::bench(args = ["长三角", "的"], consts = SIZES, sample_count = 3, sample_size = 1)]
fn plain_scan<const ROWS: usize>(bencher: Bencher, typed: &str) {
    let rows: Vec<String> = crate::ROWS[..ROWS].iter().map(|row| folded(row)).collect();
    let matcher = SkimMatcherV2::default();
    bencher.bench_local(|| {
        let mut hits: Vec<(i64, usize)> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((matcher.fuzzy_match(row, typed)?, at))).collect();
        hits.sort_unstable_by_key(|hit| std::cmp::Reverse(*hit));
        black_box(hits)
    });
}

/// Taking the rows in.
#[divan::bench(consts = SIZES, sample_count = 2, sample_size = 1)]
fn building<const ROWS: usize>(bencher: Bencher) {
    LazyLock::force(&crate::ROWS);
    bencher.bench_local(|| black_box(index(ROWS)));
}
