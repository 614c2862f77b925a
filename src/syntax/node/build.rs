//! Events of the YAML parser -> tree. Bounds everything that a file could let
//! grow: nesting, values, what aliases stand for, and how much the parser must
//! hold in its hands while a `[…]` is open.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Input, Parser, ScalarStyle, ScanError, Span as Seen, Tag};

use super::anchors::Anchors;
use super::place::{self, Offsets};
use super::watch::{MAX_FLOW, Watch, Watched};
use super::{Kind, Node, Scalar, Style, faults, tabs};
use crate::diag::{Diagnostic, Report, codes};
use crate::source::{FileId, Span};
use crate::syntax::MAX_FILE_BYTES;

/// How many lists and mappings may stand in each other.
pub const MAX_DEPTH: usize = 128;

/// How many values a file may hold.
pub const MAX_NODES: usize = 1 << 21;

/// How many faults that do not stop the parser are reported of one file.
const MAX_FAULTS: usize = 100;

/// How many pairs of a mapping are searched one by one for a duplicate.
const FEW_PAIRS: usize = 12;

/// The tree of a file's text.
///
/// None when the text is no YAML at all (E0103) or passes a bound (E0104). What can
/// be left out — duplicate keys (E0105), keys that are no text, a second document,
/// tags — is reported and left out. An empty file is a plain null.
pub fn parse(file: FileId, text: &str, report: &mut Report) -> Option<Node> {
    if text.len() > MAX_FILE_BYTES {
        let message = "the file has more than 64 MiB";
        report.push(Diagnostic::error(codes::E0104, message).at(Span::start_of(file)));
        return None;
    }
    let mut builder = Builder::new(file, text, report);
    let outcome = if text.len() <= MAX_FLOW {
        builder.run(Parser::new_from_str(text), None)
    } else {
        let watch = Rc::new(Watch::default());
        builder.run(Parser::new_from_iter(Watched::new(text, &watch)), Some(&watch))
    };
    let root = builder.root.take();
    let tabs = builder.tabs.fault(file);
    if let Some(fault) = tabs {
        builder.report.push(fault);
        return if outcome.is_ok() { root } else { None };
    }
    match outcome {
        Ok(()) => root.or_else(|| Some(Node::plain("", Span::start_of(file)))),
        Err(fault) => {
            builder.report.push(*fault);
            None
        }
    }
}

/// A fault that stops the parser.
pub(super) type Step = Result<(), Box<Diagnostic>>;

struct Builder<'t, 'r> {
    file: FileId,
    text: &'t str,
    offsets: Offsets<'t>,
    report: &'r mut Report,
    tabs: tabs::Tabs,
    stack: Vec<Open>,
    root: Option<Node>,
    anchors: Anchors,
    nodes: usize,
    faults: usize,
}

/// A list or mapping whose end was not seen yet.
struct Open {
    start: usize,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    Sequence(Vec<Node>),
    Mapping { pairs: Vec<(Node, Node)>, key: Key, seen: HashMap<String, Span> },
}

enum Key {
    Awaited,
    Seen(Node),
    /// It was reported; its value is left out.
    Refused,
}

impl<'t, 'r> Builder<'t, 'r> {
    fn new(file: FileId, text: &'t str, report: &'r mut Report) -> Self {
        Builder {
            file,
            text,
            offsets: Offsets::new(text),
            report,
            tabs: tabs::Tabs::find(text),
            stack: Vec::new(),
            root: None,
            anchors: Anchors::default(),
            nodes: 0,
            faults: 0,
        }
    }

    fn run<I: Input>(&mut self, mut parser: Parser<'t, I>, watch: Option<&Watch>) -> Step {
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            if let Some(at) = watch.and_then(Watch::tripped) {
                return Err(Box::new(faults::flow_too_long(self.span(at, at + 1))));
            }
            let (event, seen) = next.map_err(|error| self.malformed(&error))?;
            let place =
                (self.offsets.byte(seen.start.index()), self.offsets.byte(seen.end.index()));
            if let Some(watch) = watch {
                watch.advance(place.1);
            }
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        self.fault(faults::second_document(self.span(place.0, place.1)));
                        return Ok(());
                    }
                }
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                event => {
                    self.tabs.see(place.0);
                    self.event(event, place, &seen)?;
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'t>, place: (usize, usize), seen: &Seen) -> Step {
        match event {
            Event::Alias(id) => {
                let node =
                    self.anchors.resolve(id, self.span(place.0, place.1), self.stack.len())?;
                self.add(node)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tagged = anchor > 0 || tag.is_some();
                let node = self.scalar(text.into_owned(), style, tagged, tag.as_deref(), place);
                self.anchors.remember(anchor, &node)?;
                self.add(node)
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &["seq"], place);
                let start = self.dash_before(place.0);
                self.open(start, anchor, Inside::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &["map"], place);
                let (pairs, seen) = (Vec::new(), HashMap::new());
                self.open(place.0, anchor, Inside::Mapping { pairs, key: Key::Awaited, seen })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let bracket = matches!(self.text.as_bytes().get(place.0), Some(b']' | b'}'));
                let flow = bracket && !seen.is_empty();
                self.close(flow.then_some(place.0 + 1))
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: usize, anchor: usize, inside: Inside) -> Step {
        if self.stack.len() >= MAX_DEPTH {
            return Err(Box::new(faults::too_deep(self.span(start, start + 1))));
        }
        self.stack.push(Open { start, anchor, inside });
        Ok(())
    }

    fn close(&mut self, end: Option<usize>) -> Step {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        let (last, kind) = match open.inside {
            Inside::Sequence(nodes) => {
                (nodes.last().map(|node| node.span.end), Kind::Sequence(nodes))
            }
            Inside::Mapping { pairs, .. } => {
                let last = pairs.last().map(|(key, value)| key.span.end.max(value.span.end));
                (last, Kind::Mapping(pairs))
            }
        };
        let end = end.or(last.map(|end| end as usize)).unwrap_or(open.start).max(open.start);
        let node = Node { span: self.span(open.start, end), kind };
        self.anchors.remember(open.anchor, &node)?;
        self.add(node)
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) -> Step {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Box::new(faults::too_many(node.span)));
        }
        let fault = match self.stack.last_mut().map(|open| &mut open.inside) {
            None => {
                self.root = Some(node);
                None
            }
            Some(Inside::Sequence(nodes)) => {
                nodes.push(node);
                None
            }
            Some(Inside::Mapping { pairs, key, seen }) => {
                match std::mem::replace(key, Key::Awaited) {
                    Key::Seen(name) => {
                        pairs.push((name, node));
                        None
                    }
                    Key::Refused => None,
                    Key::Awaited => match refusal(&node, pairs, seen) {
                        None => {
                            *key = Key::Seen(node);
                            None
                        }
                        fault => {
                            *key = Key::Refused;
                            fault
                        }
                    },
                }
            }
        };
        fault.into_iter().for_each(|fault| self.fault(fault));
        Ok(())
    }

    fn scalar(
        &mut self,
        value: String,
        style: ScalarStyle,
        tagged: bool,
        tag: Option<&Tag>,
        (start, end): (usize, usize),
    ) -> Node {
        let written = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let known = self.check_tag(tag, &["str", "int", "float", "bool", "null"], (start, end));
        let text_tag = known == Some("str") || tag.is_some_and(|t| t.handle.is_empty());
        if value.is_empty() && written == Style::Plain {
            return self.nothing(start, text_tag);
        }
        let place = place::scalar(self.text, (start, end), tagged, written, &value);
        let style = if text_tag && written == Style::Plain { Style::Quoted } else { written };
        let scalar = Scalar { text: value, style, faulty: false, map: place.map };
        Node { span: self.span(place.start, place.end), kind: Kind::Scalar(scalar) }
    }

    /// A value that was left out: its place is the `:` before it, where there is one.
    fn nothing(&self, start: usize, text_tag: bool) -> Node {
        let span = if matches!(self.text.as_bytes().get(start), Some(b':' | b'&' | b'!')) {
            self.span(start, start + 1)
        } else {
            let before = self.text.get(..start).map_or(start, |text| text.trim_end().len());
            self.span(before, before)
        };
        let mut node = Node::plain("", span);
        if let (true, Kind::Scalar(scalar)) = (text_tag, &mut node.kind) {
            scalar.style = Style::Quoted;
        }
        node
    }

    /// The tag's name when it is one of the core schema's in `known`; others are reported.
    fn check_tag<'k>(
        &mut self,
        tag: Option<&Tag>,
        known: &[&'k str],
        place: (usize, usize),
    ) -> Option<&'k str> {
        let tag = tag?;
        let core = tag.is_yaml_core_schema();
        let name = known.iter().find(|name| core && tag.suffix == **name).copied();
        let unspecific = tag.handle.is_empty() && tag.suffix == "!";
        if name.is_none() && !unspecific {
            let shown = if core { format!("!!{}", tag.suffix) } else { tag.to_string() };
            let span = self.span(place.0, place.1);
            self.fault(faults::unknown_tag(&shown, span));
        }
        name
    }

    /// The dash of a list's first element, which the parser may already be behind.
    fn dash_before(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        if matches!(bytes.get(start), Some(b'[' | b'-' | b'&' | b'!')) {
            return start;
        }
        let blanks = bytes.iter().take(start).rev().take(MAX_DEPTH);
        let back = blanks.take_while(|&&b| b == b' ').count();
        match start.checked_sub(back + 1) {
            Some(at) if bytes.get(at) == Some(&b'-') => at,
            _ => start,
        }
    }

    fn malformed(&mut self, error: &ScanError) -> Box<Diagnostic> {
        let at = self.offsets.byte(error.marker().index());
        self.tabs.see(at);
        if error.info().contains("tab") {
            self.tabs.see_next(at);
        }
        let len = self.text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let place = match faults::is_seen_below(error.info()) {
            true => self.line_above(at),
            false => None,
        };
        let place = place.unwrap_or(at..at + len);
        Box::new(faults::malformed(error.info(), self.span(place.start, place.end)))
    }

    /// What the last line above that says anything holds, for a place where a line begins.
    fn line_above(&self, at: usize) -> Option<Range<usize>> {
        let mut above = self.text.get(..at)?.trim_end_matches([' ', '\t']);
        if !above.ends_with('\n') && at < self.text.len() {
            return None;
        }
        loop {
            above = above.trim_end();
            let start = above.rfind('\n').map_or(0, |end| end + 1);
            let line = above.get(start..)?.trim_start();
            if line.is_empty() {
                return None;
            }
            if !line.starts_with('#') {
                return Some(above.len() - line.len()..above.len());
            }
            above = above.get(..start)?;
        }
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults += 1;
        if self.faults <= MAX_FAULTS {
            self.report.push(fault);
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text.len());
        Span::new(self.file, start.min(end), end)
    }
}

/// Why a node cannot be the next key of a mapping.
fn refusal(
    node: &Node,
    pairs: &[(Node, Node)],
    seen: &mut HashMap<String, Span>,
) -> Option<Diagnostic> {
    let Some(name) = node.as_str() else { return Some(faults::key_not_text(node.span)) };
    let first = if pairs.len() <= FEW_PAIRS {
        pairs.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(key, _)| key.span)
    } else {
        if seen.is_empty() {
            let keys = pairs.iter().filter_map(|(k, _)| Some((k.as_str()?.to_owned(), k.span)));
            seen.extend(keys);
        }
        seen.insert(name.to_owned(), node.span)
    };
    first.map(|first| {
        if let Some(span) = seen.get_mut(name) {
            *span = first;
        }
        faults::duplicate_key(name, node.span, first)
    })
}
