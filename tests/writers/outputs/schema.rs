//! Judges JSON by `docs/hwpconv-1.schema.json`: as much of JSON Schema as that file uses, and a panic at anything else.

use serde_json::{Map, Value};

/// What is wrong with a value, or `None`.
pub fn fault(value: &Value) -> Option<String> {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/hwpconv-1.schema.json")).unwrap();
    check(&schema, &schema, value, "$").err()
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    let schema = match schema {
        Value::Bool(true) => return Ok(()),
        Value::Object(schema) => schema,
        other => panic!("a schema is an object: {other}"),
    };
    for (keyword, rule) in schema {
        let holds = match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "format" => true,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).unwrap();
                check(root, target, value, path)?;
                true
            }
            "type" => rule.as_str().is_some_and(|name| is_of_type(value, name)),
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "required" => rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                properties(root, rule.as_object().unwrap(), value, path)?;
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}[{index}]"))?;
                }
                true
            }
            "oneOf" | "anyOf" => {
                let results: Vec<_> =
                    rule.as_array().unwrap().iter().map(|choice| check(root, choice, value, path)).collect();
                let count = results.iter().filter(|result| result.is_ok()).count();
                // The fault that lies deepest is that of the choice which was meant.
                let deepest = results.into_iter().filter_map(Result::err).max_by_key(String::len);
                match (count, deepest) {
                    (0, Some(fault)) => return Err(fault),
                    (count, _) => count == 1 || (count > 1 && keyword == "anyOf"),
                }
            }
            other => panic!("the keyword {other} is not known to this test"),
        };
        if !holds {
            return Err(format!("{path}: {keyword} {rule} does not hold"));
        }
    }
    Ok(())
}

fn properties(root: &Value, rules: &Map<String, Value>, value: &Value, path: &str) -> Result<(), String> {
    for (name, member) in value.as_object().into_iter().flatten() {
        if let Some(rule) = rules.get(name) {
            check(root, rule, member, &format!("{path}.{name}"))?;
        }
    }
    Ok(())
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known to this test"),
    }
}
