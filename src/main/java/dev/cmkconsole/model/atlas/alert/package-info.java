/** The four alerts of Atlas about a project's own key: how they are configured, whom they tell, and who acknowledged. */
@NullMarked
package dev.cmkconsole.model.atlas.alert;

import org.jspecify.annotations.NullMarked;
