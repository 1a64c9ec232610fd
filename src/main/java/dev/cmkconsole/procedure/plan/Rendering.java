package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;

/**
 * One step as a person would do it outside the program. It never contains a secret, because the commands read
 * credentials from the environment.
 *
 * @param explanation what happens
 * @param api a curl command for a request to Atlas
 * @param cli a command of the Atlas CLI or the AWS CLI
 * @param terraform Terraform resources
 */
public record Rendering(Text explanation, Optional<String> api, Optional<String> cli, Optional<String> terraform) {}
