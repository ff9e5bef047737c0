//! How fast the terminal takes bytes, by its own answers. A kernel, a shell across the network and a modem each keep
//! kilobytes on their way, so that a write which returns says nothing of the screen. The first frame after a probe ends in a
//! question (DSR 5): its bytes, by the time from the probe's last answer to this one, are the rate, whatever the latency.
//! On a slow line every frame then ends in the question, and the next waits for its answer: keys never run ahead of it.

use std::time::{Duration, Instant};

/// Asks whether the terminal is well; every terminal answers `CSI 0 n`.
pub const QUESTION: &[u8] = b"\x1b[5n";

/// Bytes a second below which a line is slow: a page of text takes a blink there.
const SLOW: u64 = 20_000;

/// The pace of the line.
#[derive(Debug, Default)]
pub struct Pace {
    /// Bytes between the probe's last question and the end of the frame behind it.
    measured: u64,
    /// When the probe's last answer came.
    answered: Option<Instant>,
    /// Bytes a second, on a slow line.
    rate: Option<u64>,
    /// An answer is owed; it is given up at this moment.
    owed: Option<Instant>,
}

impl Pace {
    /// A probe and a frame of so many bytes behind it went out, and the question after them.
    pub fn probe(&mut self, bytes: usize) {
        *self = Self { measured: bytes as u64, rate: self.rate, ..Self::default() };
    }

    /// The probe's last answer has come.
    pub fn device(&mut self, now: Instant) {
        self.answered = (self.measured > 0).then_some(now);
    }

    /// The question was answered.
    pub fn ready(&mut self, now: Instant) {
        self.owed = None;
        if let Some(answered) = self.answered.take() {
            let millis = u64::try_from(now.duration_since(answered).as_millis()).unwrap_or(u64::MAX);
            let rate = self.measured.saturating_mul(1000) / millis.max(1);
            self.rate = (rate < SLOW).then_some(rate);
            self.measured = 0;
        }
    }

    /// Whether frames are to end in the question.
    pub fn is_slow(&self) -> bool {
        self.rate.is_some()
    }

    /// A frame of so many bytes went out with the question.
    pub fn sent(&mut self, bytes: usize, now: Instant) {
        if let Some(rate) = self.rate {
            // Twice the time that it needs, and a second for the way: then the answer is lost.
            let millis = (bytes as u64).saturating_mul(2000) / rate.max(1);
            self.owed = Some(now + Duration::from_millis(millis.min(60_000) + 1000));
        }
    }

    /// How long the next frame must wait for an answer yet; None: it need not.
    pub fn wait(&mut self, now: Instant) -> Option<Duration> {
        let left = self.owed?.saturating_duration_since(now);
        if left.is_zero() {
            self.owed = None;
            return None;
        }
        Some(left)
    }

    /// How long the loop may sleep on a frame that was held back; None: until the line is free, of which it hears. Not at
    /// all where nothing holds it back any more: the answer may have been given up since.
    pub fn patience(&mut self, now: Instant, is_free: impl FnOnce() -> bool) -> Option<Duration> {
        self.wait(now).or_else(|| is_free().then_some(Duration::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(answers_ms: u64, bytes: usize) -> (Pace, Instant) {
        let (mut pace, now) = (Pace::default(), Instant::now());
        pace.probe(bytes);
        pace.device(now);
        let now = now + Duration::from_millis(answers_ms);
        pace.ready(now);
        (pace, now)
    }

    #[test]
    fn the_rate_is_that_of_the_frame_whatever_the_latency() {
        // 2,400 and 115,200 bit/s; a megabit; answers torn for a tenth of a second.
        for (ms, bytes, slow) in [(16_000, 4_000, true), (350, 4_000, true), (32, 4_000, false), (100, 4_000, false)] {
            assert_eq!(after(ms, bytes).0.is_slow(), slow, "{bytes} bytes in {ms} ms");
        }
    }

    #[test]
    fn a_frame_waits_for_the_answer_to_the_one_before_but_not_for_ever() {
        let (mut pace, now) = after(16_000, 4_000);
        assert_eq!(pace.wait(now), None);
        pace.sent(250, now);
        assert_eq!(pace.wait(now), Some(Duration::from_secs(3)));
        assert_eq!(pace.wait(now + Duration::from_secs(3)), None);
        pace.sent(250, now);
        pace.ready(now);
        assert_eq!(pace.wait(now), None);
    }

    #[test]
    fn a_frame_that_was_held_back_is_never_forgotten() {
        let (mut pace, now) = after(16_000, 4_000);
        pace.sent(250, now);
        let (soon, late) = (now + Duration::from_millis(2_999), now + Duration::from_secs(3));
        assert_eq!(pace.wait(soon), Some(Duration::from_millis(1)), "it is held back");
        // The loop asks again a moment later, and the answer has been given up meanwhile.
        assert_eq!(pace.patience(late, || true), Some(Duration::ZERO), "it is drawn at once");
        assert_eq!(pace.patience(late, || false), None, "the line tells when it is free");
    }

    #[test]
    fn a_terminal_that_answers_nothing_is_never_waited_for() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        pace.probe(4_000);
        pace.sent(100, now);
        assert_eq!((pace.is_slow(), pace.wait(now)), (false, None));
    }
}
