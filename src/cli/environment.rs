//! What the environment says of the terminal before it is asked: colours, background, the locale's encoding. Pure: every
//! function takes what looks a variable up, so that tests need no environment. What the terminal answers itself is not here.

use crate::config::{Lang, Theme};
use crate::ui::theme::Colours;

/// Looks a variable of the environment up.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A variable of this process; None where it is empty or no Unicode.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the terminal can show of colours, by `NO_COLOR`, `COLORTERM` and `TERM`.
pub fn colours(look: Look) -> Colours {
    let term = look("TERM").unwrap_or_default();
    // GNU screen takes the numbers of a colour of 24 bits for other styles, whatever the terminal that it was started in
    // told its children.
    let in_screen = look("STY").is_some() || (term.starts_with("screen") && look("TMUX").is_none());
    if look("NO_COLOR").is_some() || term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") {
        Colours::None
    } else if !in_screen
        && (look("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit")
            || term.ends_with("-direct"))
    {
        Colours::True
    } else if term.contains("256color") {
        Colours::Many
    } else {
        Colours::Sixteen
    }
}

/// The background by `COLORFGBG` (`15;0`, `0;default;15`: the last is the background, of the sixteen colours).
pub fn theme(look: Look) -> Option<Theme> {
    let value = look("COLORFGBG")?;
    match value.rsplit(';').next()?.parse::<u8>().ok()? {
        7 | 9..=15 => Some(Theme::Light),
        0..=6 | 8 => Some(Theme::Dark),
        _ => None,
    }
}

/// The locale that decides on the encoding of characters: the first that is set; `C` where none is.
pub fn locale(look: Look) -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| look(name)).unwrap_or_else(|| "C".to_owned())
}

/// The language of the locale: Chinese for `zh*`, else English.
pub fn language(look: Look) -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| look(name));
    if named.is_some_and(|name| name.starts_with("zh")) { Lang::Zh } else { Lang::En }
}

/// The one line for a locale that is not UTF-8; None where it is.
pub fn complaint(look: Look) -> Option<String> {
    let locale = locale(look);
    let encoding = locale.split('@').next()?.split('.').nth(1).unwrap_or_default().to_ascii_lowercase();
    (encoding != "utf-8" && encoding != "utf8").then(|| {
        format!("区域设置 {locale} 不是 UTF-8，请设 this locale is not UTF-8: export LC_ALL=zh_CN.UTF-8 (C.UTF-8)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        |name| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn colours_by_the_environment() {
        let check = |variables, expected| assert_eq!(colours(&with(variables)), expected, "{variables:?}");
        check(&[("TERM", "xterm-256color")], Colours::Many);
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Colours::True);
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Colours::None);
        check(&[("TERM", "linux")], Colours::Sixteen);
        check(&[("TERM", "screen"), ("COLORTERM", "truecolor"), ("STY", "1.pts-0")], Colours::Sixteen);
        check(&[("TERM", "screen.xterm-256color"), ("COLORTERM", "truecolor")], Colours::Many);
        check(&[("TERM", "screen-256color"), ("COLORTERM", "truecolor"), ("TMUX", "/tmp/a,1,0")], Colours::True);
        check(&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Colours::None);
        check(&[], Colours::Sixteen);
    }

    #[test]
    fn background_by_the_environment() {
        let check = |variables, expected| assert_eq!(theme(&with(variables)), expected, "{variables:?}");
        check(&[("COLORFGBG", "15;0")], Some(Theme::Dark));
        check(&[("COLORFGBG", "0;default;15")], Some(Theme::Light));
        check(&[("COLORFGBG", "0;default")], None);
        check(&[], None);
    }

    #[test]
    fn encoding_of_the_locale() {
        let check = |variables, right: bool| assert_eq!(complaint(&with(variables)).is_none(), right, "{variables:?}");
        check(&[("LANG", "zh_CN.UTF-8")], true);
        check(&[("LANG", "en_GB.utf8@euro")], true);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.GB18030")], false);
        check(&[("LC_CTYPE", "C.UTF-8"), ("LANG", "C")], true);
        check(&[("LANG", "zh_CN")], false);
        check(&[], false);
    }
}
