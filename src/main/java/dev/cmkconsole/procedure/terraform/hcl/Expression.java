package dev.cmkconsole.procedure.terraform.hcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in Terraform's language (HCL native syntax specification, "Expressions"). */
public sealed interface Expression {
    /** A text; nothing in it is read as a template. */
    record Quoted(String value) implements Expression {}

    /** A number, {@code true}, {@code false}, {@code null}, or a reference such as {@code aws_iam_role.x.arn}. */
    record Raw(String hcl) implements Expression {}

    record Items(List<Expression> items) implements Expression {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** An object with its members in their order. */
    record Members(Map<String, Expression> members) implements Expression {
        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    record Call(String function, Expression argument) implements Expression {}

    static Expression text(String value) {
        return new Quoted(value);
    }

    static Expression of(boolean value) {
        return new Raw(String.valueOf(value));
    }

    static Expression of(long value) {
        return new Raw(String.valueOf(value));
    }

    static Expression reference(String address) {
        return new Raw(address);
    }

    static Expression texts(List<String> values) {
        return new Items(values.stream().map(Expression::text).toList());
    }

    static Expression texts(Map<String, String> values) {
        var members = new LinkedHashMap<String, Expression>();
        new java.util.TreeMap<>(values).forEach((key, value) -> members.put(key, text(value)));
        return new Members(members);
    }
}
