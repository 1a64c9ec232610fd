package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;

/** The key that a project uses now, asked for in its own region. */
public record KeyQuestion(KeyReference key, AwsRegion region) {}
