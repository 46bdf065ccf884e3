//! The worker with the shells: asked one thing at a time, and ended when it takes too long.
//!
//! A question that has become another before it is answered is dropped. Nobody waits long for such a one: the worker
//! is then ended, and a new one gets the new question.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use serde::Serialize;
use shellform::commandline::RunOptions;
use shellform::explain::Followed;
use shellform::input::{InputFile, StubInput};
use shellform::{Input, InputKind};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::UseReducerDispatcher;

use crate::state::{Action, Answer, Failure, Question, State};

/// Stands between variables of the host: no variable can hold it.
const BETWEEN_VARIABLES: &str = "\0";

/// What it runs.
const SCRIPT: &str = "worker.js";

/// After the first explanation, in milliseconds: it is drawn before anything else is loaded.
const LOAD_AFTER: u32 = 60;

/// How long an answer may take, in milliseconds. The simulation itself ends what goes on without end, mostly sooner.
const PATIENCE: u32 = 10_000;

/// The same when there is another question already.
const HURRY: u32 = 400;

/// Asks, and tells the state what it hears.
#[derive(Clone)]
pub(crate) struct Client(Rc<RefCell<Inner>>);

struct Inner {
    dispatch: UseReducerDispatcher<State>,
    phase: Phase,
    /// What is asked next.
    waiting: Option<Asked>,
    timer: Option<Timeout>,
}

enum Phase {
    /// There is none yet, or no longer.
    Absent,
    /// It is being loaded, or has nothing to do.
    There(Running, Activity),
    /// It cannot be loaded.
    Missing,
}

#[derive(Clone, Copy, PartialEq)]
enum Activity {
    Loading,
    Idle,
    Asked(Question),
}

struct Running {
    worker: Worker,
    _listeners: [EventListener; 2],
}

#[derive(Clone)]
struct Asked {
    question: Question,
    answer: Rc<Answer>,
}

impl Client {
    /// A client that loads the worker after a moment.
    pub(crate) fn new(dispatch: UseReducerDispatcher<State>) -> Self {
        let client = Self(Rc::new(RefCell::new(Inner {
            dispatch,
            phase: Phase::Absent,
            waiting: None,
            timer: None,
        })));
        client.set_timer(LOAD_AFTER, Self::load);
        client
    }

    /// Asks about an answer; what was not yet answered is dropped.
    pub(crate) fn ask(&self, question: Question, answer: Rc<Answer>) {
        let activity = {
            let mut inner = self.0.borrow_mut();
            inner.waiting = Some(Asked { question, answer });
            match &inner.phase {
                Phase::There(_, activity) => Some(*activity),
                Phase::Absent | Phase::Missing => None,
            }
        };
        match activity {
            Some(Activity::Idle) => self.send(),
            Some(Activity::Asked(_)) => self.set_timer(HURRY, Self::restart),
            Some(Activity::Loading) | None => {}
        }
    }

    fn set_timer(&self, milliseconds: u32, what: fn(&Self)) {
        let client = self.clone();
        let timer = Timeout::new(milliseconds, move || what(&client));
        self.0.borrow_mut().timer = Some(timer);
    }

    fn load(&self) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(SCRIPT, &options) else {
            self.miss();
            return;
        };
        let heard = self.clone();
        let heard = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                heard.hear(&event.data());
            }
        });
        let failed = self.clone();
        let failed = EventListener::new(&worker, "error", move |_| failed.miss());
        let running = Running {
            worker,
            _listeners: [heard, failed],
        };
        self.replace(Phase::There(running, Activity::Loading));
    }

    /// Ends the worker there is, if there is one.
    fn replace(&self, phase: Phase) -> Option<Activity> {
        match std::mem::replace(&mut self.0.borrow_mut().phase, phase) {
            Phase::There(running, activity) => {
                running.worker.terminate();
                Some(activity)
            }
            Phase::Absent | Phase::Missing => None,
        }
    }

    /// Sends what waits.
    fn send(&self) {
        let is_sent = {
            let mut inner = self.0.borrow_mut();
            let waiting = inner.waiting.take();
            match (&mut inner.phase, waiting) {
                (Phase::There(running, activity), Some(asked)) => {
                    *activity = Activity::Asked(asked.question);
                    let _ = running.worker.post_message(&message(&asked));
                    true
                }
                (Phase::There(_, activity), None) => {
                    *activity = Activity::Idle;
                    false
                }
                (Phase::Absent | Phase::Missing, _) => false,
            }
        };
        if is_sent {
            self.set_timer(PATIENCE, Self::restart);
        } else {
            self.0.borrow_mut().timer = None;
        }
    }

    /// Takes what the worker says: that it is there, or its answer.
    fn hear(&self, said: &JsValue) {
        let activity = match &self.0.borrow().phase {
            Phase::There(_, activity) => *activity,
            Phase::Absent | Phase::Missing => return,
        };
        match (activity, said.as_string()) {
            (Activity::Loading, Some(_)) => self.send(),
            (Activity::Loading, None) => self.miss(),
            (Activity::Asked(question), said) => match said.as_deref().and_then(Followed::unpack) {
                Some(followed) => {
                    self.tell(question, Ok(Rc::new(followed)));
                    self.send();
                }
                None => {
                    self.tell(question, Err(Failure::Broken));
                    self.load();
                }
            },
            (Activity::Idle, _) => {}
        }
    }

    /// Ends the worker, which has taken too long, and loads another one.
    fn restart(&self) {
        if let Some(Activity::Asked(question)) = self.replace(Phase::Absent) {
            self.tell(question, Err(Failure::TooLong));
        }
        self.load();
    }

    fn miss(&self) {
        self.replace(Phase::Missing);
        let waiting = {
            let mut inner = self.0.borrow_mut();
            inner.timer = None;
            inner.waiting.take()
        };
        if let Some(asked) = waiting {
            self.tell(asked.question, Err(Failure::Missing));
        }
    }

    fn tell(&self, question: Question, said: Result<Rc<Followed>, Failure>) {
        let dispatch = self.0.borrow().dispatch.clone();
        dispatch.dispatch(Action::Heard(question, said));
    }
}

/// A question as `worker.js` takes it.
fn message(asked: &Asked) -> JsValue {
    let input = serde_json::to_string(&Sent::from(&asked.answer.input)).unwrap_or_default();
    let start = &asked.answer.start;
    let host = start.host.join(BETWEEN_VARIABLES);
    let said = [
        &input,
        &asked.answer.image_config,
        start.by.name().unwrap_or_default(),
        &start.text,
        &start.target,
        &host,
    ];
    let data: Array = said.into_iter().map(JsValue::from_str).collect();
    let instruction = u32::try_from(asked.question.instruction).unwrap_or(u32::MAX);
    data.push(&JsValue::from(instruction));
    data.into()
}

/// Those members of an [`Input`] that options can change, but for the configuration of the base image: that goes as it
/// was written, because writing any JSON would bring the code for floating-point numbers.
#[derive(Serialize)]
struct Sent<'i> {
    text: &'i str,
    kind: InputKind,
    target: &'i Option<String>,
    build_args: &'i BTreeMap<String, String>,
    platform: &'i str,
    image: &'i Option<String>,
    run: &'i RunOptions,
    files: &'i [InputFile],
    stubs: &'i [StubInput],
    stdin: &'i str,
}

impl<'i> From<&'i Input> for Sent<'i> {
    fn from(input: &'i Input) -> Self {
        Self {
            text: &input.text,
            kind: input.kind,
            target: &input.target,
            build_args: &input.build_args,
            platform: &input.platform,
            image: &input.image,
            run: &input.run,
            files: &input.files,
            stubs: &input.stubs,
            stdin: &input.stdin,
        }
    }
}
