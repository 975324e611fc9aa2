//! Chapter 08: who polls, and who wakes.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct TaskWaker {
    id: usize,
    ready: Arc<Mutex<VecDeque<usize>>>,
    executor: Thread,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.ready.lock().unwrap().push_back(self.id); // first the news,
        self.executor.unpark(); // then the permit
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Polls each of the tasks once, and then whoever was woken, until all have ended.
pub fn run(tasks: Vec<Task>) {
    let ready: Arc<Mutex<VecDeque<usize>>> = Arc::default();
    let waker = |id| {
        let (ready, executor) = (ready.clone(), thread::current());
        Waker::from(Arc::new(TaskWaker { id, ready, executor }))
    };
    let mut tasks: HashMap<usize, Task> =
        tasks.into_iter().enumerate().collect();
    ready.lock().unwrap().extend(0..tasks.len());
    while !tasks.is_empty() {
        let Some(id) = ready.lock().unwrap().pop_front() else {
            thread::park(); // sleeps, unless a permit lies there
            continue;
        };
        let Some(task) = tasks.get_mut(&id) else { continue };
        let waker = waker(id);
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            tasks.remove(&id);
        }
    }
}

/// Polls one future on this thread, which sleeps in between; its value.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Sleeper(Thread);
    impl Wake for Sleeper {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Sleeper(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

/// A waker that counts.
#[derive(Default)]
pub struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Count {
    pub fn wakes(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// What a future comes to that wakes itself, and how often it was polled.
pub fn polls_of<T>(future: impl Future<Output = T>) -> (T, usize) {
    let mut future = pin!(future);
    for polls in 1..1000 {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return (value, polls);
        }
    }
    panic!("still pending after a thousand polls")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::Gate;

    #[test]
    fn tasks_are_polled_when_they_were_woken() {
        let gate = Gate::default();
        let log: Arc<Mutex<Vec<&str>>> = Arc::default();
        let say = |text| log.lock().unwrap().push(text);
        let waits = {
            let (gate, log) = (gate.clone(), log.clone());
            async move {
                log.lock().unwrap().push("waits");
                gate.await;
                log.lock().unwrap().push("goes on");
            }
        };
        let opens = {
            let log = log.clone();
            async move {
                log.lock().unwrap().push("opens");
                thread::spawn(move || gate.open());
            }
        };
        run(vec![Box::pin(waits), Box::pin(opens)]);
        say("end");

        assert_eq!(
            *log.lock().unwrap(),
            ["waits", "opens", "goes on", "end"]
        );
    }
}
