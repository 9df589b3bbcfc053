//! What work costs in processor time, how that grows with size, and what memory is taken.

use std::fs;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Nanoseconds of processor time of this thread; other programs do not count, as far as the system can tell them apart.
pub fn clock() -> u64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    // The system brings the count up to date when the thread gives way.
    sleep(Duration::from_micros(100));
    let schedule = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = schedule.split(' ').next().and_then(|nanos| nanos.parse().ok());
    spent.unwrap_or_else(|| u64::try_from(START.elapsed().as_nanos()).unwrap())
}

/// The least processor time that some work took in so many rounds, in seconds.
pub fn least(rounds: usize, mut work: impl FnMut()) -> f64 {
    let timed = |_| {
        let begun = clock();
        work();
        clock().saturating_sub(begun) as f64 / 1e9
    };
    (0..rounds).map(timed).fold(f64::INFINITY, f64::min)
}

/// The exponent of time against size: the slope of the line through the logarithms. 1 is linear, 2 quadratic.
pub fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(size, time)| (size.ln(), time.max(1e-9).ln())).collect();
    let count = logs.len() as f64;
    let (mean_x, mean_y) = logs.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let (over, under) = logs
        .iter()
        .fold((0.0, 0.0), |(over, under), (x, y)| (over + (x - mean_x) * (y - mean_y), under + (x - mean_x).powi(2)));
    over / under
}

/// Kibibytes that the process holds now, and held at most since [`forget_peak`]; `None` where the system does not say.
pub fn memory() -> Option<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some((field("VmRSS:")?, field("VmHWM:")?))
}

/// Lets the peak of [`memory`] begin anew. Returns whether the system does that.
pub fn forget_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}
