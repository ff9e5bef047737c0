//! Colours by what they mean. 16 colours, 256 and true colour; dark and light backgrounds; without colour, reverse and
//! bold say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::app::tones::TONES;
use crate::config::Theme as Background;

/// What a terminal can show of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// None: `NO_COLOR`, or a terminal without.
    None,
    /// The sixteen of the terminal's palette.
    #[default]
    Sixteen,
    /// The 256 of xterm.
    Many,
    /// 24 bits.
    True,
}

/// Styles by meaning.
#[derive(Clone, Debug)]
pub struct Theme {
    colours: Colours,
    /// None: not known; what is drawn can be read on either.
    background: Option<Background>,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Some(Background::Dark), Colours::Sixteen)
    }
}

/// The palette of voices: on dark, on light, of the sixteen (dark, light).
const VOICES: [([u8; 3], [u8; 3], Color, Color); TONES as usize] = [
    ([0x7f, 0xb4, 0xca], [0x1f, 0x6a, 0x8c], Color::Cyan, Color::Blue),
    ([0xe0, 0xaf, 0x68], [0x8a, 0x5a, 0x00], Color::Yellow, Color::Red),
    ([0x9e, 0xce, 0x8a], [0x2e, 0x7d, 0x1e], Color::Green, Color::Green),
    ([0xd2, 0x9c, 0xd8], [0x80, 0x3c, 0x8c], Color::Magenta, Color::Magenta),
    ([0xe8, 0x8f, 0x86], [0xa3, 0x37, 0x30], Color::LightRed, Color::Red),
    ([0x8c, 0x98, 0xf0], [0x34, 0x52, 0xa8], Color::LightBlue, Color::Blue),
    ([0x7c, 0xc8, 0xb8], [0x14, 0x70, 0x62], Color::LightCyan, Color::Magenta),
];

impl Theme {
    /// The styles for a background and for what the terminal can show.
    pub const fn new(background: Option<Background>, colours: Colours) -> Self {
        Self { colours, background }
    }

    /// The same on another background.
    #[must_use]
    pub const fn on(&self, background: Option<Background>) -> Self {
        Self::new(background, self.colours)
    }

    /// What may stand under text: nothing where only the terminal's own ground is known to bear its ink.
    fn has_grounds(&self) -> bool {
        self.background.is_some() && matches!(self.colours, Colours::Many | Colours::True)
    }

    fn colour(&self, dark: [u8; 3], light: [u8; 3], sixteen: (Color, Color)) -> Color {
        let is_dark = self.background != Some(Background::Light);
        let [r, g, b] = match self.background {
            Some(Background::Dark) => dark,
            Some(Background::Light) => light,
            // Between the two, nearer to that for a light one: so it stands out from black and from white alike.
            None => std::array::from_fn(|at| ((u16::from(dark[at]) + 2 * u16::from(light[at])) / 3) as u8),
        };
        match self.colours {
            Colours::None => Color::Reset,
            Colours::Sixteen => {
                if is_dark {
                    sixteen.0
                } else {
                    sixteen.1
                }
            }
            Colours::Many => Color::Indexed(cube(r, g, b)),
            Colours::True => Color::Rgb(r, g, b),
        }
    }

    /// Running text.
    pub fn text(&self) -> Style {
        Style::default()
    }

    /// Chrome, offices, dates: what stands back.
    pub fn quiet(&self) -> Style {
        if self.colours == Colours::None {
            return Style::default().add_modifier(Modifier::DIM);
        }
        Style::default().fg(self.colour([0x80, 0x8a, 0x98], [0x6a, 0x70, 0x78], (Color::DarkGray, Color::DarkGray)))
    }

    /// Names and titles.
    pub fn strong(&self) -> Style {
        Style::default().add_modifier(Modifier::BOLD)
    }

    /// What keys are, and other small accents.
    pub fn accent(&self) -> Style {
        Style::default().fg(self.colour([0x7f, 0xb4, 0xca], [0x1f, 0x6a, 0x8c], (Color::Cyan, Color::Blue)))
    }

    /// Findings.
    pub fn finding(&self) -> Style {
        Style::default().fg(self.colour([0xe0, 0xaf, 0x68], [0x8a, 0x5a, 0x00], (Color::Yellow, Color::Red)))
    }

    /// The voice with this tone.
    pub fn voice(&self, tone: Option<u32>) -> Style {
        let Some(tone) = tone else { return self.quiet() };
        let (dark, light, on_dark, on_light) = VOICES[tone as usize % VOICES.len()];
        Style::default().fg(self.colour(dark, light, (on_dark, on_light)))
    }

    /// The selected row where its region has the focus.
    pub fn selected(&self) -> Style {
        if !self.has_grounds() {
            return Style::default().add_modifier(Modifier::REVERSED);
        }
        let ground = self.colour([0x2a, 0x3a, 0x4c], [0xd4, 0xe2, 0xf0], (Color::Blue, Color::Blue));
        Style::default().bg(ground).add_modifier(Modifier::BOLD)
    }

    /// The selected row where another region has the focus.
    pub fn chosen(&self) -> Style {
        if !self.has_grounds() {
            return Style::default().add_modifier(Modifier::BOLD);
        }
        Style::default().bg(self.colour([0x22, 0x28, 0x32], [0xe8, 0xec, 0xf0], (Color::Black, Color::White)))
    }

    /// Matched characters.
    pub fn hit(&self) -> Style {
        self.finding().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The hit one stands at, and selected text.
    pub fn mark(&self) -> Style {
        Style::default().add_modifier(Modifier::REVERSED)
    }

    /// A popup's ground.
    pub fn popup(&self) -> Style {
        if !self.has_grounds() {
            return Style::default();
        }
        Style::default().bg(self.colour([0x1a, 0x20, 0x2a], [0xf2, 0xf4, 0xf6], (Color::Black, Color::White)))
    }
}

/// The nearest of the 6 × 6 × 6 cube and of the grey ramp of the 256 colours.
fn cube(r: u8, g: u8, b: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance =
        |to: [u8; 3]| -> u32 { [r, g, b].iter().zip(to).map(|(from, to)| u32::from(from.abs_diff(to)).pow(2)).sum() };
    let level = |v: u8| (0..6u8).min_by_key(|at| LEVELS[usize::from(*at)].abs_diff(v)).unwrap_or(0);
    let at = [level(r), level(g), level(b)];
    let near = at.map(|at| LEVELS[usize::from(at)]);
    let grey = (0..24u8).min_by_key(|step| distance([8 + 10 * step; 3])).unwrap_or(0);
    if distance([8 + 10 * grey; 3]) < distance(near) { 232 + grey } else { 16 + 36 * at[0] + 6 * at[1] + at[2] }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use ratatui::style::Color;

    use super::{Background, Colours, TONES, Theme, cube};

    /// Relative luminance of one of the 256 colours, as WCAG 2 defines it.
    fn luminance(index: u8) -> f64 {
        let levels = [0, 95, 135, 175, 215, 255];
        let rgb: [i32; 3] = match index {
            232.. => [8 + 10 * (i32::from(index) - 232); 3],
            _ => [36, 6, 1].map(|by| levels[usize::from((index - 16) / by % 6)]),
        };
        let linear = rgb
            .map(|v| f64::from(v) / 255.0)
            .map(|v| if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn voices_are_told_apart_and_can_be_read() {
        let contrast = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
        for (background, grounds, least) in [
            (Some(Background::Dark), &[16][..], 4.5),
            (Some(Background::Light), &[231][..], 4.5),
            // Whatever the ground is.
            (None, &[16, 231][..], 3.0),
        ] {
            let theme = Theme::new(background, Colours::Many);
            let index = |style: ratatui::style::Style| match style.fg {
                Some(Color::Indexed(index)) => index,
                other => panic!("{other:?}"),
            };
            let voices: Vec<u8> = (0..TONES).map(|tone| index(theme.voice(Some(tone)))).collect();
            assert_eq!(voices.iter().collect::<HashSet<_>>().len(), voices.len(), "{background:?}: {voices:?}");
            assert!(voices.iter().all(|index| *index < 232), "{background:?}: a grey is no colour: {voices:?}");
            let others = [theme.quiet(), theme.accent(), theme.finding()].map(index);
            for index in voices.into_iter().chain(others) {
                for ground in grounds {
                    let contrast = contrast(luminance(index), luminance(*ground));
                    assert!(contrast >= least, "{background:?}: {index} on {ground}: {contrast:.1}");
                }
            }
        }
    }

    #[test]
    fn a_colour_is_the_nearest_of_the_256() {
        let check = |rgb: [u8; 3], expected: u8| assert_eq!(cube(rgb[0], rgb[1], rgb[2]), expected, "{rgb:?}");
        check([0, 0, 0], 16);
        check([255, 255, 255], 231);
        check([0x1a, 0x20, 0x2a], 235);
        check([0x2a, 0x3a, 0x4c], 237);
        check([0xe0, 0xaf, 0x68], 179);
    }
}
