//! The sandbox: this process gives up everything but memory and its answer before it parses an untrusted document.
//!
//! Code that took over the reader could then use no file, no network and no other program, and could only answer with
//! text. Two independent kernel features do this: Landlock removes access to files and the network, and a filter of
//! system calls (seccomp) leaves those for allocating, writing the answer and exiting. A system without them still
//! converts documents; `hwpconv -vV` shows what it supports.

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(crate) use guarded::{shut_off_calls_of_thread, shut_off_files, shut_off_system_calls};
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(crate) use unguarded::{shut_off_calls_of_thread, shut_off_files, shut_off_system_calls};

use std::thread;

/// How much of what was asked for a guard of the kernel keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))),
    expect(dead_code, reason = "other systems have no guard")
)]
pub(crate) enum Guard {
    Whole,
    /// An older kernel, which does not know all of it.
    Partly,
    /// The kernel has it not, or does not let it be used.
    Missing,
}

/// Says for people what holds for a process that shuts itself off. A thread tries it, and ends.
pub(crate) fn tell() -> String {
    let tried = thread::Builder::new().spawn(|| (shut_off_files(), shut_off_calls_of_thread()));
    let tried = tried.ok().and_then(|tried| tried.join().ok());
    let (files, calls) = tried.unwrap_or((Guard::Missing, Guard::Missing));
    let landlock = match files {
        Guard::Whole => "no files, no network",
        Guard::Partly => "no files; the network is not, or not wholly, shut off by this kernel",
        Guard::Missing => "this system has none: files and network are not shut off by it",
    };
    let seccomp = match calls {
        Guard::Whole | Guard::Partly => "no system calls but those for memory, the answer and the end",
        Guard::Missing => "this system has none: system calls are not filtered",
    };
    format!(
        "\nThe process of a document (--untrusted, --timeout, --max-memory):\n  Landlock: {landlock}\n  seccomp:  {seccomp}\n"
    )
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod guarded {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetError, RulesetStatus,
        Scope,
    };
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch, apply_filter, apply_filter_all_threads,
    };

    use crate::cli::run::confine::Guard;

    /// Takes files and network from this thread and those that it will start. What is open stays open.
    pub(crate) fn shut_off_files() -> Guard {
        let restrict = || -> Result<RulesetStatus, RulesetError> {
            let rules = Ruleset::default().set_compatibility(CompatLevel::BestEffort);
            let rules =
                rules.handle_access(AccessFs::from_all(ABI::V5))?.handle_access(AccessNet::from_all(ABI::V4))?;
            // Nothing is allowed again.
            Ok(rules.scope(Scope::from_all(ABI::V6))?.create()?.restrict_self()?.ruleset)
        };
        match restrict() {
            Ok(RulesetStatus::FullyEnforced) => Guard::Whole,
            Ok(RulesetStatus::PartiallyEnforced) => Guard::Partly,
            Ok(RulesetStatus::NotEnforced) | Err(_) => Guard::Missing,
        }
    }

    /// Takes all system calls from all threads of this process but those that work on memory and answering take.
    pub(crate) fn shut_off_system_calls() -> Guard {
        let is_filtered = filter().is_ok_and(|filter| apply_filter_all_threads(&filter).is_ok());
        if is_filtered { Guard::Whole } else { Guard::Missing }
    }

    /// The same for this thread alone.
    pub(crate) fn shut_off_calls_of_thread() -> Guard {
        let is_filtered = filter().is_ok_and(|filter| apply_filter(&filter).is_ok());
        if is_filtered { Guard::Whole } else { Guard::Missing }
    }

    /// The standard library and the allocators of glibc and musl need these; none opens anything.
    const ALLOWED: [i64; 22] = [
        // Memory.
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        // Threads that wait for each other and end, and what time it is.
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_getrandom,
        // Saying that memory or the stack is used up, and ending then.
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_getpid,
        libc::SYS_gettid,
        // A thread that is only just beginning.
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_close,
    ];

    fn filter() -> Result<BpfProgram, BackendError> {
        use SeccompCmpArgLen::Dword;
        let when = |argument, operator, value: u32| {
            let condition = SeccompCondition::new(argument, Dword, operator, u64::from(value))?;
            Ok::<_, BackendError>(vec![SeccompRule::new(vec![condition])?])
        };
        let executable = libc::PROT_EXEC.unsigned_abs();
        let never_executable = || when(2, SeccompCmpOp::MaskedEq(u64::from(executable)), 0);
        let own = std::process::id();
        let rules = [
            // No memory becomes a program.
            (libc::SYS_mmap, never_executable()?),
            (libc::SYS_mprotect, never_executable()?),
            // Standard output and standard error.
            (libc::SYS_write, when(0, SeccompCmpOp::Le, 2)?),
            (libc::SYS_writev, when(0, SeccompCmpOp::Le, 2)?),
            // Aborting.
            (libc::SYS_tgkill, when(0, SeccompCmpOp::Eq, own)?),
        ];
        let all = ALLOWED.map(|call| (call, Vec::new())).into_iter().chain(rules).collect();
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        SeccompFilter::new(all, refuse, SeccompAction::Allow, TargetArch::try_from(std::env::consts::ARCH)?)?.try_into()
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod unguarded {
    use crate::cli::run::confine::Guard;

    pub(crate) fn shut_off_files() -> Guard {
        Guard::Missing
    }

    pub(crate) fn shut_off_system_calls() -> Guard {
        Guard::Missing
    }

    pub(crate) fn shut_off_calls_of_thread() -> Guard {
        Guard::Missing
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::{TcpListener, UdpSocket};
    use std::process::Command;

    use super::*;

    /// Names the test that this program runs in a process of its own, which stays shut off to its end.
    const ALONE: &str = "HWPCONV_TEST_CONFINE";

    /// Runs a test of this module alone, and gives what it printed.
    fn alone(test: &str) -> String {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", &format!("cli::run::confine::tests::{test}"), "--nocapture"]).env(ALONE, "1");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn is_alone() -> bool {
        std::env::var_os(ALONE).is_some()
    }

    /// Tries what a program would do that took the reader over; the names of what succeeds.
    fn reached() -> Vec<&'static str> {
        let file = std::env::temp_dir().join(format!("hwpconv-confine-{}", std::process::id()));
        let tries = [
            ("reading", fs::read("/etc/hostname").is_ok() || fs::read_dir("/").is_ok()),
            ("writing", fs::write(&file, b"x").is_ok()),
            ("listening", TcpListener::bind("127.0.0.1:0").is_ok()),
            ("programs", Command::new("/bin/true").status().is_ok()),
            ("datagrams", UdpSocket::bind("127.0.0.1:0").is_ok()),
        ];
        let _ = fs::remove_file(file);
        tries.into_iter().filter(|(_, is_done)| *is_done).map(|(name, _)| name).collect()
    }

    #[test]
    fn files_and_listening_are_gone_with_landlock() {
        if !is_alone() {
            let said = alone("files_and_listening_are_gone_with_landlock");
            return assert!(said.contains("reached []") || said.contains("skipped: "), "{said}");
        }
        assert!(reached().contains(&"writing"), "before, a file can be written");
        match shut_off_files() {
            Guard::Missing => print("skipped: this kernel has no Landlock"),
            guard @ (Guard::Whole | Guard::Partly) => {
                let others: &[&str] = if guard == Guard::Whole { &["datagrams"] } else { &["datagrams", "listening"] };
                let reached = thread::spawn(reached).join().unwrap();
                print(&format!(
                    "reached {:?}",
                    reached.iter().filter(|name| !others.contains(name)).collect::<Vec<_>>()
                ));
            }
        }
    }

    #[test]
    fn only_memory_and_the_answer_are_left_with_the_filter_in_every_thread() {
        if !is_alone() {
            let said = alone("only_memory_and_the_answer_are_left_with_the_filter_in_every_thread");
            return assert!(said.contains("reached []\n") || said.contains("skipped: "), "{said}");
        }
        let (ask, asked) = std::sync::mpsc::channel();
        let (answer, answered) = std::sync::mpsc::channel();
        // It was there before.
        thread::spawn(move || asked.recv().map(|()| answer.send(reached())));
        if shut_off_system_calls() == Guard::Missing {
            return print("skipped: this kernel filters no system calls");
        }
        ask.send(()).unwrap();
        let mut all = answered.recv().unwrap();
        all.extend(reached());
        // Allocating, giving back, sleeping, panicking and writing still work.
        let bytes = vec![1_u8; 64 << 20];
        thread::sleep(std::time::Duration::from_millis(1));
        assert!(std::panic::catch_unwind(|| assert!(bytes.is_empty())).is_err());
        print(&format!("reached {all:?}"));
    }

    fn print(line: &str) {
        crate::cli::display::print(&format!("{line}\n")).unwrap();
    }

    #[test]
    fn what_holds_is_said_and_tried_in_a_thread_alone() {
        let said = tell();
        let line = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).unwrap().to_owned();
        assert!(line("Landlock:").contains("files") && line("seccomp:").contains("system calls"), "{said}");
        assert!(fs::read_dir("/").is_ok(), "this program goes on as it was");
    }
}
