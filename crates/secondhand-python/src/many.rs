//! Many articles on many threads, in order and with bounded memory.

use crate::analysis::Analysis;
use crate::analyzer::analyze;
use crate::document::Document;
use crate::error::exception;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use secondhand::Error;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How many articles are in work for each thread, and how many bytes of them
/// for all: so much is read ahead of the result that is asked for.
const AHEAD: usize = 16;
const AHEAD_BYTES: usize = 1 << 22;

/// How often a wait looks whether the program was interrupted.
const PATIENCE: Duration = Duration::from_millis(100);

type Answer = Result<Analysis, Error>;

struct Job {
    document: Arc<secondhand::read::Document>,
    answer: SyncSender<Answer>,
}

/// An iterator over analyses. It reads documents from an iterator of Python only
/// when a result is asked for.
#[pyclass(module = "secondhand._native")]
pub(crate) struct Many {
    /// `None` once it has ended or raised.
    documents: Option<Py<PyIterator>>,
    /// What it raised: told when the results before are taken.
    raised: Option<PyErr>,
    jobs: Sender<Job>,
    ahead: usize,
    /// The size of each document in work, and where its result comes.
    waiting: VecDeque<(usize, Mutex<Receiver<Answer>>)>,
    bytes: usize,
    is_left: Arc<AtomicBool>,
}

impl Drop for Many {
    fn drop(&mut self) {
        self.is_left.store(true, Ordering::Relaxed);
    }
}

impl Many {
    pub(crate) fn new(analyzer: secondhand::Analyzer, documents: Py<PyIterator>, threads: Option<usize>) -> Self {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.unwrap_or_else(cores).max(1);
        let (jobs, queue) = channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let is_left = Arc::new(AtomicBool::new(false));
        for _ in 0..threads {
            let (analyzer, queue, is_left) = (analyzer.clone(), queue.clone(), is_left.clone());
            thread::spawn(move || work(&analyzer, &queue, &is_left));
        }
        let waiting = VecDeque::new();
        Self { documents: Some(documents), raised: None, jobs, ahead: threads * AHEAD, waiting, bytes: 0, is_left }
    }

    /// Takes documents until enough of them are in work.
    fn fill(&mut self, py: Python<'_>) {
        while self.waiting.len() < self.ahead && self.bytes < AHEAD_BYTES {
            let Some(documents) = &self.documents else { return };
            let document = match documents.bind(py).clone().next() {
                Some(Ok(item)) => item.cast::<Document>().map(|item| item.get().inner.clone()).map_err(PyErr::from),
                Some(Err(error)) => Err(error),
                None => {
                    self.documents = None;
                    return;
                }
            };
            let document = match document {
                Ok(document) => document,
                Err(error) => {
                    (self.documents, self.raised) = (None, Some(error));
                    return;
                }
            };
            let (answer, result) = sync_channel(1);
            let bytes = document.text.len();
            self.bytes += bytes;
            self.waiting.push_back((bytes, Mutex::new(result)));
            // The threads end only when this end of the channel is dropped.
            let _ = self.jobs.send(Job { document, answer });
        }
    }
}

#[pymethods]
impl Many {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Analysis>> {
        self.fill(py);
        let Some((bytes, result)) = self.waiting.pop_front() else { return self.raised.take().map_or(Ok(None), Err) };
        self.bytes -= bytes;
        loop {
            let taken = py.detach(|| result.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE));
            match taken {
                Ok(answer) => return answer.map(Some).map_err(|error| exception(py, &error)),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }
}

/// Analyses documents until there are no more or nobody waits for them.
fn work(analyzer: &secondhand::Analyzer, queue: &Mutex<Receiver<Job>>, is_left: &AtomicBool) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { document, answer }) = job else { return };
        if is_left.load(Ordering::Relaxed) {
            return;
        }
        let _ = answer.send(analyze(analyzer, &document));
    }
}
