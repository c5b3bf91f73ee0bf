package org.wangge.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms of this side as Spring Modulith sees them: no circles, and nobody reaches into what a room keeps to itself. */
class ModulesTest {

    @Test
    void theRoomsKeepToWhatTheyShowEachOther() {
        ApplicationModules rooms = ApplicationModules.of("org.wangge.query", new ImportOption.DoNotIncludeTests());

        assertThat(rooms.stream()).hasSizeGreaterThanOrEqualTo(6);
        rooms.verify();
    }
}
