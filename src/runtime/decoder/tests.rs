//! What the bytes of real terminals mean, in pieces of every size.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::{Asked, Decoder, Token, Waiting};

fn decode(pieces: &[&[u8]], asked: Asked) -> Vec<Token> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, asked, &mut out);
    }
    assert_eq!(decoder.waiting(), Waiting::Nothing, "nothing may be left of {pieces:?}");
    out
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Token {
    Token::Input(Event::Key(KeyEvent::new(code, modifiers)))
}

/// Whole and byte by byte give the same.
fn check(bytes: &[u8], asked: Asked, expected: &[Token]) {
    assert_eq!(decode(&[bytes], asked), expected, "{bytes:?} whole");
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(decode(&single, asked), expected, "{bytes:?} byte by byte");
}

#[test]
fn keys() {
    let none = KeyModifiers::NONE;
    check(b"j", Asked::No, &[key(KeyCode::Char('j'), none)]);
    check("中？".as_bytes(), Asked::No, &[key(KeyCode::Char('中'), none), key(KeyCode::Char('？'), none)]);
    check(
        b"\r\t\x7f\x03",
        Asked::No,
        &[
            key(KeyCode::Enter, none),
            key(KeyCode::Tab, none),
            key(KeyCode::Backspace, none),
            key(KeyCode::Char('c'), KeyModifiers::CONTROL),
        ],
    );
    check(
        b"\x1b[A\x1bOB\x1b[5~\x1b[6~",
        Asked::No,
        &[key(KeyCode::Up, none), key(KeyCode::Down, none), key(KeyCode::PageUp, none), key(KeyCode::PageDown, none)],
    );
    check(
        b"\x1b[1;5C\x1b[Z\x1bx",
        Asked::No,
        &[
            key(KeyCode::Right, KeyModifiers::CONTROL),
            key(KeyCode::BackTab, KeyModifiers::SHIFT),
            key(KeyCode::Char('x'), KeyModifiers::ALT),
        ],
    );
    check(
        b"\x1b[15~\x1b[24~\x1bOP",
        Asked::No,
        &[key(KeyCode::F(5), none), key(KeyCode::F(12), none), key(KeyCode::F(1), none)],
    );
}

#[test]
fn answers_are_no_keys() {
    let j = key(KeyCode::Char('j'), KeyModifiers::NONE);
    check(b"\x1b[1;3Rj\x1b[1;2R", Asked::Yes, &[Token::Cursor(1, 3), j.clone(), Token::Cursor(1, 2)]);
    check(b"\x1b[?2026;2$y\x1b[?64;1;2cj", Asked::No, &[Token::Mode(2026, 2), Token::Device, j.clone()]);
    check(b"\x1bP>|XTerm(379)\x1b\\j\x1b]10;rgb:00/00/00\x07j", Asked::No, &[j.clone(), j.clone()]);
    let ground = |colour| Token::Ground(colour);
    check(b"j\x1b]11;rgb:0000/8080/ffff\x1b\\j", Asked::Yes, &[j.clone(), ground([0, 128, 255]), j.clone()]);
    check(b"\x1b]11;rgba:0/7/f/8\x07", Asked::Yes, &[ground([0, 119, 255])]);
    check(b"\x1b]11;rgb:12345/0/0\x07j\x1b]11;\x07", Asked::Yes, std::slice::from_ref(&j));
    check(b"\x1b[1;2R", Asked::No, &[key(KeyCode::F(3), KeyModifiers::SHIFT)]);
    check(b"\x1b[7;2Rj", Asked::No, &[j]);
}

#[test]
fn a_paste_is_one_text() {
    check("\x1b[200~李强\x1b[A\x1b[201~".as_bytes(), Asked::No, &[Token::Input(Event::Paste("李强\x1b[A".into()))]);
}

#[test]
fn a_lone_escape_waits_for_its_time() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b", Asked::Yes, &mut out);
    assert_eq!((decoder.waiting(), out.len()), (Waiting::Escape, 0));
    decoder.flush(&mut out);
    assert_eq!(out, [key(KeyCode::Esc, KeyModifiers::NONE)]);
    decoder.feed(b"\x1b", Asked::Yes, &mut out);
    decoder.feed(b"[1;3", Asked::Yes, &mut out);
    assert_eq!(decoder.waiting(), Waiting::Sequence);
    decoder.flush(&mut out);
    assert_eq!(out.len(), 1, "half an answer is dropped, not shown");
}

proptest::proptest! {
    /// Wherever the bytes are torn, the same comes out.
    #[test]
    fn torn_anywhere(cut in 0usize..40, text in "[a-z中文，]{0,6}") {
        let bytes = format!("\x1b[1;3R{text}\x1b[5~\x1b[?1;2c\x1b[200~{text}\x1b[201~\x1b[A");
        let bytes = bytes.as_bytes();
        let (a, b) = bytes.split_at(cut.min(bytes.len()));
        proptest::prop_assert_eq!(decode(&[a, b], Asked::Yes), decode(&[bytes], Asked::Yes));
    }
}
