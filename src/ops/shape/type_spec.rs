//! A column's type as it is written: a name, a map by dialect, or an enum.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::diag::codes::{E0106, E0108, E0303, E0407};
use crate::diag::{Diagnostic, Missing, Part};
use crate::ops::Apply;
use crate::source::Span;
use crate::sql::types::{EnumType, Kind, Type};
use crate::sql::value::{is_dialect_key, map_by_dialect, pick};
use crate::sql::{Ident, ObjName};
use crate::syntax::node::{Kind as NodeKind, Node};
use crate::syntax::{Here, schema};

/// A type as it is written.
#[derive(Clone, Debug)]
pub struct TypeSpec {
    /// Where it is written.
    pub span: Span,
    spec: Spec,
}

#[derive(Clone, Debug)]
enum Spec {
    /// A portable name, or the dialect's own.
    Name(String),
    /// Under a dialect's name in a map: always the dialect's own.
    Native(String),
    PerDialect(Vec<(String, TypeSpec)>),
    Enum {
        name: Option<Ident>,
        values: Vec<String>,
    },
    /// From the simulated schema.
    Exact(Type),
}

impl TypeSpec {
    /// A type that is settled already.
    pub fn exact(ty: Type, span: Span) -> Self {
        TypeSpec { span, spec: Spec::Exact(ty) }
    }

    /// The type in the dialect of this compile. An enum that the catalog knows by
    /// this name is that enum.
    ///
    /// Reports E0407 when nothing is given for the dialect.
    pub fn resolve(&self, cx: &mut Apply<'_>, schema: Option<&Ident>) -> Option<Type> {
        match &self.spec {
            Spec::Exact(ty) => Some(ty.clone()),
            Spec::Native(text) => Some(Type::Native(text.clone())),
            Spec::Enum { name, values } => {
                let name = name.as_ref().map(|name| cx.env.qualify(schema, name));
                Some(Type::Enum(EnumType { name, values: values.clone() }))
            }
            Spec::PerDialect(map) => match pick(map, cx.env.dialect.name) {
                Some(spec) => spec.resolve(cx, schema),
                None => {
                    let dialect = cx.env.dialect.name.as_str();
                    cx.report.push(
                        Diagnostic::error(E0407, format!("no type is given here for {dialect}"))
                            .at(self.span)
                            .help(format!("add `{dialect}:` or `default:`")),
                    );
                    None
                }
            },
            Spec::Name(text) => Some(self.named(text, cx, schema)),
        }
    }

    fn named(&self, text: &str, cx: &Apply<'_>, schema: Option<&Ident>) -> Type {
        let ty = Type::parse(text);
        let (element, array) = match &ty {
            Type::Array(element) => (element.as_ref(), true),
            other => (other, false),
        };
        let Type::Native(name) = element else { return ty };
        let Some(known) = find_enum(cx, schema, name) else { return ty };
        let known = Type::Enum(known);
        if array { Type::Array(Box::new(known)) } else { known }
    }

    fn from_node(node: &Node, under_dialect: bool) -> Result<TypeSpec, Box<Diagnostic>> {
        let fault = |span, message: &str| Box::new(Diagnostic::error(E0108, message).at(span));
        let spec = match &node.kind {
            NodeKind::Scalar(scalar) if scalar.is_null() || scalar.text.trim().is_empty() => {
                return Err(fault(node.span, "a type is wanted here, such as `varchar(80)`"));
            }
            NodeKind::Scalar(scalar) if under_dialect => {
                Spec::Native(scalar.text.trim().to_owned())
            }
            NodeKind::Scalar(scalar) => Spec::Name(scalar.text.trim().to_owned()),
            NodeKind::Sequence(_) => {
                return Err(fault(
                    node.span,
                    "a type is a name, a map by dialect, or `{enum: [a, b], name: mood}`",
                ));
            }
            NodeKind::Mapping(entries)
                if entries.iter().any(|(key, _)| key.as_str() == Some("enum")) =>
            {
                enum_spec(entries)?
            }
            NodeKind::Mapping(entries) => {
                let mut map = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let name = key.as_str().unwrap_or_default();
                    if !is_dialect_key(name) {
                        return Err(fault(
                            key.span,
                            &format!("`{name}` is neither a dialect, nor `default`, nor `enum`"),
                        ));
                    }
                    map.push((name.to_owned(), TypeSpec::from_node(value, name != "default")?));
                }
                Spec::PerDialect(map)
            }
        };
        Ok(TypeSpec { span: node.span, spec })
    }
}

/// An enum of the catalog by the name that a type may use: in the schema of the table, else
/// where names without a schema are.
pub fn find_enum(cx: &Apply<'_>, schema: Option<&Ident>, name: &str) -> Option<EnumType> {
    let name = Ident::from(name);
    let find = |schema| {
        cx.catalog.object(crate::catalog::ObjectKind::Enum, &cx.env.qualify(schema, &name))
    };
    let object = find(schema).or_else(|| find(None))?;
    Some(EnumType { name: Some(object.name.clone()), values: object.values.clone() })
}

fn enum_spec(entries: &[(Node, Node)]) -> Result<Spec, Box<Diagnostic>> {
    let fault = |span, message: String| Box::new(Diagnostic::error(E0108, message).at(span));
    let (mut name, mut values) = (None, Vec::new());
    for (key, value) in entries {
        match key.as_str() {
            Some("enum") => {
                let NodeKind::Sequence(items) = &value.kind else {
                    return Err(fault(value.span, "the enum's values are a list".to_owned()));
                };
                for item in items {
                    let text = item.as_str().filter(|_| !item.is_null());
                    let text = text
                        .ok_or_else(|| fault(item.span, "an enum's value is a text".to_owned()))?;
                    if values.iter().any(|value| value == text) {
                        return Err(fault(item.span, format!("the value `{text}` stands twice")));
                    }
                    values.push(text.to_owned());
                }
                if values.is_empty() {
                    return Err(fault(value.span, "an enum needs at least one value".to_owned()));
                }
            }
            Some("name") => {
                let text = value.as_str().filter(|text| !value.is_null() && !text.is_empty());
                let text =
                    text.ok_or_else(|| fault(value.span, "a name is wanted here".to_owned()))?;
                name = Some(Ident::from(text));
            }
            other => {
                let key_name = other.unwrap_or_default();
                let message = format!("unknown key `{key_name}`; an enum has `enum` and `name`");
                return Err(Box::new(Diagnostic::error(E0106, message).at(key.span)));
            }
        }
    }
    Ok(Spec::Enum { name, values })
}

/// True for the portable types that number themselves.
pub fn is_serial(ty: &Type) -> bool {
    matches!(ty.kind(), Some(Kind::Serial | Kind::BigSerial))
}

/// The diagnostic for an enum that does not exist.
pub fn unknown_enum(cx: &Apply<'_>, name: &ObjName, span: Span) -> Diagnostic {
    let known = cx.catalog.objects(crate::catalog::ObjectKind::Enum);
    let names: Vec<&str> = known.iter().map(|object| object.name.name.as_str()).collect();
    let schema = name.schema.as_ref().map(Ident::as_str);
    Diagnostic::error(E0303, format!("there is no enum `{}` at this point", name.shown()))
        .at(span)
        .missing(Missing::named(Part::Object("enum"), schema, name.name.as_str()))
        .help_if(crate::diag::suggest::did_you_mean(name.name.as_str(), names))
}

impl<'de> Deserialize<'de> for TypeSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        TypeSpec::from_node(&here.node, false).map_err(|fault| here.fail(*fault))
    }
}

impl JsonSchema for TypeSpec {
    fn schema_name() -> Cow<'static, str> {
        "type".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = String::json_schema(generator);
        let of_values = json_schema!({
            "title": "enum",
            "type": "object",
            "properties": {
                "enum": {
                    "description": "The values, in order.",
                    "type": "array",
                    "items": text,
                    "minItems": 1,
                },
                "name": {
                    "description": "The name of the enum's type; where there are no enum types, of the check on the column.",
                    "type": "string",
                },
            },
            "required": ["enum"],
        });
        let own = schema::one_of([of_values.clone(), text]);
        let rest = generator.subschema_for::<TypeSpec>();
        let mut by_dialect = map_by_dialect("type by dialect", &own, &rest);
        let wanted = "A type is wanted here: a name such as `varchar(80)`, a map by dialect, or `{enum: [a, b], name: mood}`.";
        by_dialect.insert("errorMessage".to_owned(), wanted.into());
        by_dialect.insert("minProperties".to_owned(), 1.into());
        let portable: Vec<String> = Kind::ALL.iter().map(|kind| kind.example()).collect();
        let texts: Vec<&str> = Kind::ALL.iter().map(|kind| kind.meaning()).collect();
        let portable = json_schema!({ "title": "portable type", "type": "string", "enum": portable, "enumDescriptions": texts });
        let any = json_schema!({ "type": ["string", "number"] });
        schema::one_of([by_dialect, of_values, schema::exactly(portable), schema::exactly(any)])
    }
}
