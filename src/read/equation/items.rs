//! A list of nodes that still grows, for what looks back: scripts, primes and `over`.
//!
//! An item without a blank before it continues a term, and a closing bracket knows where its opening one stands. So the
//! last item, the last term and the last bracketed part are found without a search, and taken off the end.

use super::tree::{List, Node, Scripts};

/// A node, and how it goes together with its neighbours.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) node: Node<'a>,
    pub(super) role: Role,
    /// Whether a blank stands before it.
    pub(super) blank: bool,
}

/// How an item behaves towards its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Forms a term with operands that touch it.
    Operand,
    /// Stands by itself, as a group does.
    Block,
    /// A fraction, which also stands by itself.
    Fraction,
    Operator,
    /// Takes limits.
    Large,
    OpeningBracket,
    /// With the place of its opening bracket in the list.
    ClosingBracket(Option<usize>),
    Space,
}

#[derive(Debug)]
pub(super) struct Items<'a> {
    items: Vec<Item<'a>>,
    /// Places of opening brackets that are not closed yet.
    brackets: Vec<usize>,
    /// Where the item stands that `from` has given a lower limit, as long as `to` may follow.
    from: Option<usize>,
}

/// What `over` finds before it.
#[derive(Debug)]
pub(super) struct Numerator<'a> {
    pub(super) list: List<'a>,
    /// Whether it is a fraction itself, made without braces.
    pub(super) chained: bool,
}

/// A list that is filled again and again holds so many items at first.
const USUAL: usize = 16;

impl<'a> Items<'a> {
    pub(super) fn new() -> Self {
        Items { items: Vec::with_capacity(USUAL), brackets: Vec::new(), from: None }
    }

    pub(super) fn push(&mut self, mut item: Item<'a>) {
        // LaTeX spaces operators and brackets by itself.
        if matches!(item.role, Role::Operator | Role::ClosingBracket(_)) {
            self.drop_spaces();
        }
        let last = self.last_role();
        if matches!(item.node, Node::Space(..4)) && matches!(last, Some(Role::Operator | Role::OpeningBracket)) {
            return;
        }
        if item.role == Role::OpeningBracket {
            self.brackets.push(self.items.len());
        }
        if let Role::ClosingBracket(_) = item.role {
            item.role = Role::ClosingBracket(self.brackets.pop());
        }
        if let (Node::Char('!'), false, Some(closing @ Role::ClosingBracket(_))) = (&item.node, item.blank, last) {
            item.role = closing;
        }
        self.from = None;
        self.items.push(item);
    }

    /// Adds an element, if it shows anything.
    pub(super) fn extend(&mut self, item: Option<Item<'a>>) {
        if let Some(item) = item {
            self.push(item);
        }
    }

    pub(super) fn last_role(&self) -> Option<Role> {
        self.items.last().map(|item| item.role)
    }

    /// Takes narrow spaces off the end: they do not keep scripts and `over` from what stands before them.
    fn drop_spaces(&mut self) {
        while let Some(Item { node: Node::Space(..4), .. }) = self.items.last() {
            self.items.pop();
        }
    }

    /// The scripts of the last item. `None` when nothing stands there that can carry any.
    fn scripts(&mut self) -> Option<&mut Scripts<'a>> {
        self.drop_spaces();
        let last = self.items.last_mut()?;
        if matches!(last.role, Role::OpeningBracket | Role::Space) {
            return None;
        }
        if !matches!(last.node, Node::Scripts(_)) {
            let base = std::mem::replace(&mut last.node, Node::Space(0));
            last.node = Node::Scripts(Scripts { base: Some(Box::new(base)), ..Scripts::default() });
        }
        if let Node::Scripts(scripts) = &mut last.node { Some(scripts) } else { None }
    }

    /// Puts a prime on the last item; false when there is none.
    pub(super) fn prime(&mut self) -> bool {
        let Some(scripts) = self.scripts() else { return false };
        scripts.primes = scripts.primes.saturating_add(1);
        true
    }

    /// Hangs `script` above the last item, or on nothing when that place is taken.
    pub(super) fn superscript(&mut self, script: List<'a>) {
        match self.scripts() {
            Some(Scripts { above: above @ None, .. }) => *above = Some(script),
            Some(_) | None => self.push(baseless(Scripts { above: Some(script), ..Scripts::default() })),
        }
    }

    /// Hangs `script` below the last item, or on nothing when that place is taken.
    pub(super) fn subscript(&mut self, script: List<'a>) {
        match self.scripts() {
            Some(Scripts { below: below @ None, .. }) => *below = Some(script),
            Some(_) | None => self.push(baseless(Scripts { below: Some(script), ..Scripts::default() })),
        }
    }

    /// Hangs a script at the left of the last item, where one stands: of an operand, a block, or a bracketed part.
    pub(super) fn left_script(&mut self, script: Scripts<'a>) {
        self.drop_spaces();
        self.from = None;
        if let Some(Role::ClosingBracket(Some(opening))) = self.last_role() {
            // The part becomes one item, so that no place of a bracket shifts.
            let part = self.items.split_off(opening.min(self.items.len()));
            let blank = part.first().is_none_or(|item| item.blank);
            let list = part.into_iter().map(|item| item.node).collect();
            self.items.push(Item { node: Node::Group(list), role: Role::Block, blank });
        }
        let base = match self.last_role() {
            Some(Role::Operand | Role::Block | Role::Fraction | Role::Large) => self.items.pop(),
            Some(Role::Operator | Role::OpeningBracket | Role::ClosingBracket(_) | Role::Space) | None => None,
        };
        let Some(mut base) = base else { return self.push(baseless(script)) };
        // The other script of a base that has got one at the left already.
        if let (false, Some(Item { node: Node::Scripts(left @ Scripts { base: None, .. }), .. })) =
            (base.blank, self.items.last_mut())
        {
            let is_free = if script.below.is_some() { left.below.is_none() } else { left.above.is_none() };
            if is_free {
                left.below = left.below.take().or(script.below);
                left.above = left.above.take().or(script.above);
                self.items.push(base);
                return;
            }
        }
        let blank = std::mem::replace(&mut base.blank, false);
        self.items.push(Item { node: Node::Scripts(script), role: Role::Operand, blank });
        self.items.push(base);
    }

    /// Notes that the last item has got a lower limit from `from`.
    pub(super) fn note_from(&mut self) {
        self.from = Some(self.items.len());
    }

    /// Whether `to` can give the last item an upper limit.
    pub(super) fn expects_to(&self) -> bool {
        self.from == Some(self.items.len()) || self.last_role() == Some(Role::Large)
    }

    /// Takes off the end what `over` has as its numerator: a block, a bracketed part, or a term.
    pub(super) fn take_numerator(&mut self) -> Numerator<'a> {
        self.drop_spaces();
        let end = self.items.len();
        let (start, chained) = match self.last_role() {
            Some(Role::Operand) => (self.term_start(end), false),
            Some(Role::ClosingBracket(Some(opening))) => match self.items.get(opening) {
                Some(Item { blank: false, .. }) => (self.term_start(opening), false),
                Some(_) | None => (opening, false),
            },
            Some(Role::Block) => (end.saturating_sub(1), false),
            Some(Role::Fraction) => (end.saturating_sub(1), true),
            Some(Role::Operator | Role::Large | Role::OpeningBracket | Role::ClosingBracket(None) | Role::Space)
            | None => (end, false),
        };
        let list = unwrap(&mut self.items, start.min(end));
        while self.brackets.last().is_some_and(|&bracket| bracket >= start) {
            self.brackets.pop();
        }
        Numerator { list, chained }
    }

    /// Where the term begins that ends before `end`: as far back as operands touch each other.
    fn term_start(&self, end: usize) -> usize {
        let mut start = end;
        for item in self.items.get(..end).unwrap_or_default().iter().rev() {
            if item.role != Role::Operand {
                break;
            }
            start = start.saturating_sub(1);
            if item.blank {
                break;
            }
        }
        start
    }

    /// Takes all nodes; what is left can be filled again.
    pub(super) fn take_list(&mut self) -> List<'a> {
        self.brackets.clear();
        self.from = None;
        unwrap(&mut self.items, 0)
    }
}

fn baseless(scripts: Scripts<'_>) -> Item<'_> {
    Item { node: Node::Scripts(scripts), role: Role::Operand, blank: false }
}

/// Takes the nodes from a place on; of a group that stands alone, its content.
fn unwrap<'a>(items: &mut Vec<Item<'a>>, start: usize) -> List<'a> {
    if let Some([Item { node: Node::Group(content), .. }]) = items.get_mut(start..) {
        let content = std::mem::take(content);
        items.truncate(start);
        return content;
    }
    items.drain(start.min(items.len())..).map(|item| item.node).collect()
}
