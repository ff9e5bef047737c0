//! One row per command: key map, help, palette, the README's key table and the check of the user's configuration all
//! derive from these rows.

use crate::config::Lang;

use super::effect::Effect;
use super::region::Tab;
use super::state::App;

/// How often a command is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times(pub Option<u32>);

impl Times {
    /// The number, 1 where none was typed.
    pub fn number(self) -> isize {
        isize::try_from(self.0.unwrap_or(1)).unwrap_or(isize::MAX)
    }
}

/// Where a command is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere, popups included.
    Everywhere,
    /// In the regions, no popup being open.
    Regions,
    /// There, and in the results of a search over all texts.
    Results,
    /// In the lists.
    Lists,
    /// In the text.
    Text,
}

/// A command.
pub struct Command {
    /// Its name in the configuration and the palette.
    pub name: &'static str,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// Default chords; none for a command of the palette alone.
    pub keys: &'static [&'static str],
    /// Where it is at hand.
    pub scope: Scope,
    /// What it does.
    pub run: fn(&mut App, Times) -> Vec<Effect>,
}

impl Command {
    /// What it does, in a language.
    pub const fn title(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// The command of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ROWS.iter().find(|row| row.name == name)
    }
}

macro_rules! rows {
    ($($name:literal [$($key:literal)*] $scope:ident $zh:literal $en:literal
        $verb:ident |$app:pat_param, $times:pat_param| $body:expr;)*) => {
        /// All commands, in the order of the help.
        pub const ROWS: &[Command] = &[$(Command {
            name: $name, zh: $zh, en: $en, keys: &[$($key),*], scope: Scope::$scope,
            run: |$app, $times| rows!(@ $verb $body),
        }),*];
    };
    // What only changes the state asks nothing of the outside.
    (@ act $body:expr) => {{
        $body;
        Vec::new()
    }};
    (@ ask $body:expr) => { $body };
}

rows! {
    "down" ["j" "down"] Everywhere "下一行" "next line or item" act |app, n| app.step(n.number());
    "up" ["k" "up"] Everywhere "上一行" "previous line or item" act |app, n| app.step(-n.number());
    "half-page-down" ["ctrl-d"] Everywhere "下半页" "half a page down" act |app, n| app.half_page(n.number());
    "half-page-up" ["ctrl-u"] Everywhere "上半页" "half a page up" act |app, n| app.half_page(-n.number());
    "page-down" ["space" "pgdn" "ctrl-f"] Everywhere "下一页" "page down" act |app, n| app.page(n.number());
    "page-up" ["b" "pgup" "ctrl-b"] Everywhere "上一页" "page up" act |app, n| app.page(-n.number());
    "first" ["g" "home"] Everywhere "到开头" "to the start" act |app, _| app.go_to_end(Way::Start);
    "last" ["G" "end"] Everywhere "到结尾" "to the end" act |app, _| app.go_to_end(Way::End);
    "left" ["h" "left"] Regions "左一栏" "region at the left" act |app, n| app.sideways(-n.number());
    "right" ["l" "right"] Regions "右一栏" "region at the right" act |app, n| app.sideways(n.number());
    "next-region" ["tab"] Results "下一栏" "next region" act |app, _| if !app.cycle_hits(Way::End) { app.cycle(Way::End) };
    "previous-region" ["backtab"] Results "上一栏" "previous region" act |app, _| if !app.cycle_hits(Way::Start) { app.cycle(Way::Start) };
    "meetings" ["1"] Results "会议" "meetings" act |app, _| if !app.group_hits_by(Tab::Meetings) { app.open_tab(Tab::Meetings) };
    "people" ["2"] Results "人物" "people" act |app, _| if !app.group_hits_by(Tab::People) { app.open_tab(Tab::People) };
    "documents" ["3"] Results "文献" "documents" act |app, _| if !app.group_hits_by(Tab::Documents) { app.open_tab(Tab::Documents) };
    "in" ["enter"] Everywhere "进入" "go in" ask |app, _| app.enter();
    "back" ["esc"] Everywhere "返回（先关弹窗，再去筛选）" "back: first closes a popup, then clears a filter" act |app, _| app.escape();
    "history-back" ["<" "ctrl-o"] Regions "后退到上一处" "back in the history of places" act |app, _| app.history_back();
    "history-forward" [">"] Regions "前进到下一处" "forward in the history of places" act |app, _| app.history_forward();
    "previous-paragraph" ["{"] Regions "上一段" "previous paragraph" act |app, n| app.paragraph(-n.number());
    "next-paragraph" ["}"] Regions "下一段" "next paragraph" act |app, n| app.paragraph(n.number());
    "previous-speech" ["("] Regions "上一篇发言" "previous speech" act |app, n| app.speech(-n.number());
    "next-speech" [")"] Regions "下一篇发言" "next speech" act |app, n| app.speech(n.number());
    "previous-finding" ["["] Regions "上一处存疑" "previous finding" act |app, n| app.finding(-n.number());
    "next-finding" ["]"] Regions "下一处存疑" "next finding" act |app, n| app.finding(n.number());
    "search" ["/"] Everywhere "筛选列表，或在正文中查找" "filter the list, or search in the text" act |app, _| app.slash();
    "next-hit" ["n"] Results "下一处命中" "next hit" act |app, n| if app.in_hits() { app.step(n.number()) } else { app.step_find(n.number()) };
    "previous-hit" ["N"] Results "上一处命中" "previous hit" act |app, n| if app.in_hits() { app.step(-n.number()) } else { app.step_find(-n.number()) };
    "find" ["S"] Results "全文检索（:find 词句）" "full text of all documents (:find WORDS)" act |app, _| app.open_seek();
    "echo" ["e"] Regions "同一或相近的提法：所选或此句" "where the selection or this sentence was said, or nearly so" act |app, _| app.open_echo();
    "palette" [":" "ctrl-p"] Results "命令与跳转" "palette: people, meetings, speeches, documents, commands" act |app, _| app.open_palette();
    "card" ["i"] Regions "此处详情" "what is known here" ask |app, _| app.open_card();
    "outline" ["o"] Regions "正文提纲" "outline of the text" act |app, _| app.open_outline();
    "source" ["r"] Regions "原件" "the source as it came" ask |app, _| app.toggle_source();
    "zoom" ["z"] Regions "只看正文" "the text alone" act |app, _| app.toggle_zoom();
    "order" ["s"] Results "换排序" "order of the list in focus" act |app, _| if !app.order_hits() { app.next_order() };
    "reprints" ["x"] Lists "展开或收起转载" "reprints of a text: unfold or fold" act |app, _| app.fold_reprints();
    "mark" ["m"] Regions "标记此处" "mark this place" ask |app, _| app.mark();
    "marks" ["'"] Regions "标记列表" "the marks" act |app, _| app.open_marks();
    "correct" ["a"] Regions "更正此处：谁、何职、何会、起止" "correct what is known here" act |app, _| app.open_form();
    "undo" ["u"] Regions "撤销上一次标记或更正" "undo the last mark or correction" ask |app, _| app.undo();
    "select" ["v"] Regions "选取（再按换单位）" "select; again: by sentence, paragraph" act |app, _| app.select();
    "copy" ["y"] Results "复制此段或所选，附出处" "copy the paragraph or selection with its source" ask |app, _| app.copy_hit().unwrap_or_else(|| app.copy());
    "cite" ["Y"] Results "复制引文" "copy the citation" ask |app, _| app.cite_hit().unwrap_or_else(|| app.copy_citation());
    "width" ["w"] Everywhere "宽度模式" "width mode" ask |app, _| app.next_width();
    "help" ["?"] Everywhere "帮助" "help" act |app, _| app.open_help();
    "quit" ["q"] Everywhere "退出（先关弹窗）" "quit (closes a popup first)" ask |app, _| app.quit();
    "cancel" ["ctrl-c"] Everywhere "取消进行中的任务，否则退出" "cancel what runs, else quit" ask |app, _| app.cancel();
    "suspend" ["ctrl-z"] Everywhere "挂起" "suspend" ask |_, _| vec![Effect::Suspend];
    "repaint" ["ctrl-l"] Everywhere "重画屏幕" "paint anew" ask |_, _| vec![Effect::Repaint];
    "open" [] Regions "打开文件或文件夹：open 路径" "open a file or folder: open PATH" act |app, _| app.ask_for("open ");
    "save" [] Regions "存为 Markdown：save 文件" "save as Markdown: save FILE" act |app, _| app.ask_for("save ");
    "export-hits" [] Results "检索结果存为 CSV、JSON Lines、Markdown：export-hits 文件" "hits as CSV, JSON Lines, Markdown: export-hits FILE" act |app, _| app.ask_for("export-hits ");
    "forget-searches" [] Results "清除检索历史" "erase the history of searches" act |app, _| app.forget_searches();
    "mouse" [] Regions "开关鼠标" "mouse on or off" ask |app, _| app.toggle_mouse();
    "probe" [] Regions "再测终端的字宽" "ask the terminal for its widths again" ask |_, _| vec![Effect::Probe];
    "language" [] Regions "切换中英文界面" "Chinese or English labels" act |app, _| app.toggle_language();
}

/// One of two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the start, or back.
    Start,
    /// To the end, or on.
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keys_are_unique() {
        for (at, row) in ROWS.iter().enumerate() {
            for other in &ROWS[at + 1..] {
                assert_ne!(row.name, other.name);
                for key in row.keys {
                    assert!(!other.keys.contains(key), "{key}: {} and {}", row.name, other.name);
                }
            }
        }
    }
}
