//! Chapter 10: a source with a thread of its own, at home under every executor.

use std::thread;

use crate::leaf::Gate;

pub async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> thread::Result<T> {
    let done = Gate::default();
    let opens = Opens(done.clone()); // dropped: so it opens at a panic too
    let thread = thread::spawn(move || {
        let _opens = opens;
        work()
    });
    done.await; // whichever executor polls us: its waker waits there
    thread.join()
}

struct Opens(Gate);

impl Drop for Opens {
    fn drop(&mut self) {
        self.0.open();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::elsewhere;
    use crate::executor::{block_on, run};

    #[test]
    fn two_executors_run_it() {
        assert_eq!(block_on(elsewhere(|| 6 * 7)).unwrap(), 42);

        let told: Arc<Mutex<u64>> = Arc::default();
        let tell = told.clone();
        run(vec![Box::pin(async move {
            *tell.lock().unwrap() = elsewhere(|| 6 * 7).await.unwrap();
        })]);
        assert_eq!(*told.lock().unwrap(), 42);
    }

    #[test]
    fn nothing_runs_before_the_first_poll() {
        drop(elsewhere(|| panic!("nobody asked for it")));
    }

    #[test]
    fn a_panic_is_told_to_whoever_awaits() {
        assert!(
            block_on(elsewhere(|| -> u64 { panic!("on purpose") }))
                .is_err()
        );
    }
}
