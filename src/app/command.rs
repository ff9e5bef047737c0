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
    ($($name:literal [$($key:literal)*] $scope:ident $zh:literal $en:literal $run:expr;)*) => {
        /// All commands, in the order of the help.
        pub const ROWS: &[Command] = &[$(Command {
            name: $name, zh: $zh, en: $en, keys: &[$($key),*], scope: Scope::$scope, run: $run,
        }),*];
    };
}

fn done(_: ()) -> Vec<Effect> {
    Vec::new()
}

rows! {
    "down" ["j" "down"] Everywhere "下一行" "next line or item" |app, n| done(app.step(n.number()));
    "up" ["k" "up"] Everywhere "上一行" "previous line or item" |app, n| done(app.step(-n.number()));
    "half-page-down" ["ctrl-d"] Everywhere "下半页" "half a page down" |app, n| done(app.half_page(n.number()));
    "half-page-up" ["ctrl-u"] Everywhere "上半页" "half a page up" |app, n| done(app.half_page(-n.number()));
    "page-down" ["space" "pgdn" "ctrl-f"] Everywhere "下一页" "page down" |app, n| done(app.page(n.number()));
    "page-up" ["b" "pgup" "ctrl-b"] Everywhere "上一页" "page up" |app, n| done(app.page(-n.number()));
    "first" ["g" "home"] Everywhere "到开头" "to the start" |app, _| done(app.to_end_of(Way::Start));
    "last" ["G" "end"] Everywhere "到结尾" "to the end" |app, _| done(app.to_end_of(Way::End));
    "left" ["h" "left"] Regions "左一栏" "region at the left" |app, n| done(app.sideways(-n.number()));
    "right" ["l" "right"] Regions "右一栏" "region at the right" |app, n| done(app.sideways(n.number()));
    "next-region" ["tab"] Regions "下一栏" "next region" |app, _| done(app.cycle(Way::End));
    "previous-region" ["backtab"] Regions "上一栏" "previous region" |app, _| done(app.cycle(Way::Start));
    "meetings" ["1"] Regions "会议" "meetings" |app, _| done(app.open_tab(Tab::Meetings));
    "people" ["2"] Regions "人物" "people" |app, _| done(app.open_tab(Tab::People));
    "documents" ["3"] Regions "文献" "documents" |app, _| done(app.open_tab(Tab::Documents));
    "in" ["enter"] Everywhere "进入" "go in" |app, _| app.enter();
    "back" ["esc"] Everywhere "返回（先关弹窗，再去筛选）" "back: first closes a popup, then clears a filter" |app, _| done(app.escape());
    "history-back" ["<" "ctrl-o"] Regions "后退到上一处" "back in the history of places" |app, _| done(app.history_back());
    "history-forward" [">"] Regions "前进到下一处" "forward in the history of places" |app, _| done(app.history_forward());
    "previous-paragraph" ["{"] Regions "上一段" "previous paragraph" |app, n| done(app.paragraph(-n.number()));
    "next-paragraph" ["}"] Regions "下一段" "next paragraph" |app, n| done(app.paragraph(n.number()));
    "previous-speech" ["("] Regions "上一篇发言" "previous speech" |app, n| done(app.speech(-n.number()));
    "next-speech" [")"] Regions "下一篇发言" "next speech" |app, n| done(app.speech(n.number()));
    "previous-finding" ["["] Regions "上一处存疑" "previous finding" |app, n| done(app.finding(-n.number()));
    "next-finding" ["]"] Regions "下一处存疑" "next finding" |app, n| done(app.finding(n.number()));
    "search" ["/"] Everywhere "筛选列表，或在正文中查找" "filter the list, or search in the text" |app, _| done(app.slash());
    "next-hit" ["n"] Regions "下一处命中" "next hit" |app, n| done(app.step_find(n.number()));
    "previous-hit" ["N"] Regions "上一处命中" "previous hit" |app, n| done(app.step_find(-n.number()));
    "palette" [":" "ctrl-p"] Regions "命令与跳转" "palette: people, meetings, speeches, documents, commands" |app, _| done(app.open_palette());
    "card" ["i"] Regions "此处详情" "what is known here" |app, _| app.open_card();
    "outline" ["o"] Regions "正文提纲" "outline of the text" |app, _| done(app.open_outline());
    "source" ["r"] Regions "原件" "the source as it came" |app, _| app.toggle_source();
    "zoom" ["z"] Regions "只看正文" "the text alone" |app, _| done(app.toggle_zoom());
    "order" ["s"] Regions "换排序" "order of the list in focus" |app, _| done(app.next_order());
    "mark" ["m"] Regions "标记此处" "mark this place" |app, _| app.mark();
    "marks" ["'"] Regions "标记列表" "the marks" |app, _| done(app.open_marks());
    "select" ["v"] Regions "选取（再按换单位）" "select; again: by sentence, paragraph" |app, _| done(app.select());
    "copy" ["y"] Regions "复制此段或所选，附出处" "copy the paragraph or selection with its source" |app, _| app.copy();
    "cite" ["Y"] Regions "复制引文" "copy the citation" |app, _| app.copy_citation();
    "width" ["w"] Everywhere "宽度模式" "width mode" |app, _| app.next_width();
    "help" ["?"] Everywhere "帮助" "help" |app, _| done(app.open_help());
    "quit" ["q"] Everywhere "退出（先关弹窗）" "quit (closes a popup first)" |app, _| app.quit();
    "cancel" ["ctrl-c"] Everywhere "取消进行中的任务，否则退出" "cancel what runs, else quit" |app, _| app.cancel();
    "suspend" ["ctrl-z"] Everywhere "挂起" "suspend" |_, _| vec![Effect::Suspend];
    "repaint" ["ctrl-l"] Everywhere "重画屏幕" "paint anew" |_, _| vec![Effect::Repaint];
    "open" [] Regions "打开文件或文件夹：open 路径" "open a file or folder: open PATH" |app, _| done(app.ask_for("open "));
    "save" [] Regions "存为 Markdown：save 文件" "save as Markdown: save FILE" |app, _| done(app.ask_for("save "));
    "mouse" [] Regions "开关鼠标" "mouse on or off" |app, _| app.toggle_mouse();
    "probe" [] Regions "再测终端的字宽" "ask the terminal for its widths again" |_, _| vec![Effect::Probe];
    "language" [] Regions "切换中英文界面" "Chinese or English labels" |app, _| done(app.toggle_language());
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
