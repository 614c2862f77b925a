//! Projects: revisions in a tree, each with operations that fit the schema where it stands.
//!
//! In: the numbers of `draw`. Out: a [`Project`], which is right by construction: YAML files, the dialects
//! that it is for, and the model of the schema at its end.

pub mod breaks;
mod columns;
mod draw;
mod generator;
mod keys;
mod model;
mod name;
mod objects;
mod rows;
pub mod run;
mod tables;
mod tree;
mod value;
mod yaml;

use cucurbit::dialect::DialectName::{self, *};
use draw::{Draw, Gene, ProjectGenes, RevisionGenes};
use generator::{Gen, Step};
use model::Model;
use name::Names;
use tree::Tip;
use yaml::Node;

/// A revision.
#[derive(Clone, Debug)]
pub struct Revision {
    pub id: String,
    pub parents: Vec<String>,
    pub depends_on: Vec<String>,
    pub label: Option<String>,
    pub upgrade: Vec<Node>,
    /// None where it is derived.
    pub downgrade: Option<Vec<Node>>,
}

/// A project.
#[derive(Clone, Debug)]
pub struct Project {
    pub dialects: Vec<DialectName>,
    pub revisions: Vec<Revision>,
    /// The schema and the rows at the heads.
    pub model: Model,
    /// True where no revision has a sibling.
    pub line: bool,
}

/// What a project may be for: everything at once, or what only some can say.
pub const PROFILES: [&[DialectName]; 8] = [
    &DialectName::ALL,
    &[Postgres, Mariadb, Sqlite],
    &[Sqlite],
    &[Postgres],
    &[Mariadb],
    &[Mysql, Mariadb],
    &[Mssql],
    &[Oracle],
];

impl Project {
    /// The project of these numbers, for these dialects.
    pub fn made(genes: &ProjectGenes, dialects: &[DialectName]) -> Project {
        let mut draw = Draw::new(&genes.head);
        draw.below(1); // The dialects are chosen by it.
        let odd = [0, 10, 50][draw.below(3)];
        let line = !draw.chance(40);
        let mut names = Names::new(odd, dialects);
        let mut number = 0;
        let mut tips = vec![Tip { id: None, model: Model::default(), has_child: false }];
        let mut revisions = Vec::new();
        for (at, genes) in genes.revisions.iter().enumerate() {
            let mut draw = Draw::new(&genes.head);
            let place = tree::place(&mut draw, &mut tips, line);
            let written = draw.chance(30);
            let batches = draw.chance(30);
            let label = (place.forks && draw.chance(50)).then(|| format!("label{at}"));
            let id = format!("r{at}{}", ["", "ab", "c0ffee"][draw.below(3)]);
            let tip = &mut tips[place.tip];
            let schema = Schema { model: &mut tip.model, names: &mut names, number: &mut number };
            let steps = steps(genes, schema, dialects, written);
            let (upgrade, downgrade) = lists(steps, batches);
            tip.id = Some(id.clone());
            tip.has_child = false;
            revisions.push(Revision {
                id,
                parents: place.parents,
                depends_on: place.depends_on,
                label,
                upgrade,
                downgrade: written.then_some(downgrade),
            });
        }
        let model =
            tips[1..].iter().fold(tips[0].model.clone(), |all, tip| tree::whole(&all, &tip.model));
        let line = revisions.windows(2).all(|pair| pair[1].parents == [pair[0].id.clone()]);
        Project { dialects: dialects.to_vec(), revisions, model, line }
    }

    /// The revision files, by name.
    pub fn files(&self) -> Vec<(String, String)> {
        let file = |revision: &Revision| (format!("{}.yaml", revision.id), revision.text());
        self.revisions.iter().map(file).collect()
    }

    /// All files in one text.
    pub fn text(&self) -> String {
        self.files().iter().map(|(name, text)| format!("# {name}\n{text}---\n")).collect()
    }
}

impl Revision {
    fn text(&self) -> String {
        let parents = match self.parents.as_slice() {
            [] => "null".to_owned(),
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let mut text = format!("revision: {}\ndown_revision: {parents}\n", self.id);
        if !self.depends_on.is_empty() {
            text.push_str(&format!("depends_on: [{}]\n", self.depends_on.join(", ")));
        }
        if let Some(label) = &self.label {
            text.push_str(&format!("branch_labels: [{label}]\n"));
        }
        let list = |key: &str, nodes: &[Node]| match nodes {
            [] => format!("{key}: []\n"),
            nodes => format!("{key}:\n{}", yaml::list(nodes, 2)),
        };
        text.push_str(&list("upgrade", &self.upgrade));
        text.extend(self.downgrade.as_ref().map(|nodes| list("downgrade", nodes)));
        text
    }
}

impl Revision {
    /// Where in the file each operation of the upgrade stands.
    fn ranges(&self) -> Vec<std::ops::Range<usize>> {
        let text = self.text();
        let mut at = text.find("upgrade:\n").map_or(0, |at| at + "upgrade:\n".len());
        let each = self.upgrade.iter().map(|node| {
            let start = at;
            at += yaml::list(std::slice::from_ref(node), 2).len();
            start..at
        });
        each.collect()
    }
}

/// What the operations of a revision work on.
struct Schema<'a> {
    model: &'a mut Model,
    names: &'a mut Names,
    number: &'a mut usize,
}

type Family = fn(&mut Gen<'_>) -> Option<Step>;

/// The families and how often each is asked; the simplest comes first.
const FAMILIES: &[(usize, Family)] = &[
    (16, |g| g.create_table()),
    (12, |g| g.add_column()),
    (12, |g| g.insert()),
    (6, |g| g.create_index()),
    (6, |g| g.create_foreign()),
    (10, |g| g.alter_column()),
    (6, |g| g.drop_column()),
    (4, |g| g.create_unique()),
    (4, |g| g.create_check()),
    (2, |g| g.create_primary()),
    (5, |g| g.drop_constraint()),
    (3, |g| g.rename_constraint()),
    (4, |g| g.drop_index()),
    (3, |g| g.rename_index()),
    (5, |g| g.rename_column()),
    (4, |g| g.rename_table()),
    (4, |g| g.drop_table()),
    (3, |g| g.comment_on_table()),
    (4, |g| g.update()),
    (3, |g| g.delete()),
    (4, |g| g.create_enum()),
    (2, |g| g.drop_enum()),
    (4, |g| g.add_enum_value()),
    (2, |g| g.rename_enum_value()),
    (2, |g| g.rename_enum()),
    (6, |g| g.create_view()),
    (2, |g| g.drop_view()),
    (3, |g| g.create_sequence()),
    (1, |g| g.alter_sequence()),
    (1, |g| g.drop_sequence()),
    (3, |g| g.create_schema()),
    (1, |g| g.drop_schema()),
    (3, |g| g.create_trigger()),
    (1, |g| g.drop_trigger()),
    (4, |g| g.execute()),
];

fn steps(
    genes: &RevisionGenes,
    schema: Schema<'_>,
    dialects: &[DialectName],
    written: bool,
) -> Vec<Step> {
    let all: usize = FAMILIES.iter().map(|(weight, _)| weight).sum();
    let Schema { model, names, number } = schema;
    let mut one = |gene: &Gene| {
        let mut draw = Draw::new(gene);
        // What the schema has nothing for gives way to something else.
        let wishes: Vec<usize> = (0..4).map(|_| draw.below(all)).collect();
        let after = draw;
        for wish in wishes {
            let mut at = wish;
            let (_, family) = FAMILIES.iter().find(|(weight, _)| {
                let found = at < *weight;
                at = at.saturating_sub(*weight);
                found
            })?;
            let before = model.clone();
            let step = family(&mut Gen { draw: after.clone(), model, names, dialects, number });
            // What cannot be taken back in the way of this revision is not asked for.
            match step.filter(|s| if written { s.down.is_some() } else { s.derives }) {
                None => *model = before,
                found => return found,
            }
        }
        None
    };
    genes.operations.iter().filter_map(&mut one).collect()
}

/// The operations up and down; neighbours on one table in batches, where that is wanted.
fn lists(steps: Vec<Step>, batches: bool) -> (Vec<Node>, Vec<Node>) {
    let (mut up, mut down): (Vec<Vec<Node>>, Vec<Vec<Node>>) = (Vec::new(), Vec::new());
    let mut open: Option<Node> = None;
    for step in steps {
        let table = step.batch.filter(|_| batches);
        let back = step.down.unwrap_or_default();
        match (&table, &open) {
            (Some(table), Some(node)) if yaml::is_of(node, table) => {
                up.last_mut().into_iter().for_each(|list| yaml::append(list, &step.up[0]));
            }
            (Some(_), _) => {
                let batch = yaml::batch(&step.up[0]);
                open = Some(batch.clone());
                up.push(vec![batch]);
            }
            (None, _) => {
                open = None;
                up.push(step.up);
            }
        }
        down.push(back);
    }
    (up.concat(), down.into_iter().rev().flatten().collect())
}
