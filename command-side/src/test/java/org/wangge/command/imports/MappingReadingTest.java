package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.Refused;
import org.wangge.api.imports.ImportRefusal;

class MappingReadingTest {

    private static final Header HEADER = new Header(List.of("code", "name", "Name", "ward"), Set.of());

    private static void isRefusedAt(String mapping, String pointer) {
        assertThatThrownBy(() -> MappingReader.read(mapping))
                .asInstanceOf(type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ImportRefusal.MAPPING_INVALID);
                    assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
                });
    }

    private static String unit(String unitId) {
        return "mapping: m\ntarget: units\nfields:\n  name: name\n  unitId: " + unitId + "\n";
    }

    private static Value value(String unitId) {
        return MappingReader.read(unit(unitId)).steps().getFirst().fields().get("unitId");
    }

    private static Row row(String... cells) {
        return new Row(2, List.of(cells));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boston311",
                "divisions-provinces",
                "divisions-cities",
                "divisions-areas",
                "divisions-streets",
                "divisions-villages",
                "units",
                "people"
            })
    void everyMappingThatComesWithWanggeIsUnderstood(String name) {
        assertThat(MappingReader.read(Mappings.resolve(name)).name()).isEqualTo(name);
    }

    @Test
    void jsonIsUnderstoodAsWell() {
        Mapping mapping = MappingReader.read("""
                {"mapping": "m", "target": "units", "fields": {"unitId": "code", "name": {"column": "name"}}}""");

        assertThat(mapping.steps().getFirst().columns()).containsExactlyInAnyOrder("code", "name");
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsPlace() {
        isRefusedAt(unit("code") + "colour: red\n", "/mapping/colour");
        isRefusedAt(unit("{column: code, uppercase: true}"), "/mapping/fields/unitId/uppercase");
        isRefusedAt(unit("code") + "  owner: x\n", "/mapping/fields/owner");
        isRefusedAt(unit("code").replace("units", "pets"), "/mapping/target");
        isRefusedAt(unit("{use: nothing}"), "/mapping/fields/unitId/use");
        isRefusedAt(unit("{column: a, constant: b}"), "/mapping/fields/unitId");
        isRefusedAt(unit("{column: a, match: '('}"), "/mapping/fields/unitId/match");
        isRefusedAt(unit("{column: a, match: '(.)', as: '$2'}"), "/mapping/fields/unitId/as");
        isRefusedAt(unit("{column: a, dates: ['bb']}"), "/mapping/fields/unitId/dates/0");
        isRefusedAt(unit("{column: a, zone: Mars/Base}"), "/mapping/fields/unitId/zone");
    }

    @Test
    void aRequiredFieldMustBeFilled() {
        isRefusedAt("mapping: m\ntarget: units\nfields:\n  unitId: code\n", "/mapping/fields/name");
    }

    @Test
    void theSameKeyTwiceIsRefused() {
        isRefusedAt(unit("code") + "target: people\n", "/mapping");
        isRefusedAt("{\"mapping\":\"a\",\"mapping\":\"b\"}", "/mapping");
    }

    @Test
    void traitsOfPersonsAreNotCollected() {
        isRefusedAt(unit("{column: 民族}"), "/mapping/fields/unitId/column");
        isRefusedAt(unit("Religion"), "/mapping/fields/unitId");
    }

    @Test
    void headersThatDifferInCaseOnlyAreTwoColumns() {
        assertThat(value("{column: name}").text(row("c", "lower", "Upper", ""), HEADER))
                .isEqualTo("lower");
        assertThat(value("{column: Name}").text(row("c", "lower", "Upper", ""), HEADER))
                .isEqualTo("Upper");
    }

    @Test
    void aHeaderThatNamesAColumnTwiceOrNotAtAllIsRefused() {
        assertThatThrownBy(() -> new Header(List.of("a", "b", "a"), Set.of("b")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Header(List.of("a", "b"), Set.of("A"))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"Ward 5,w5", "05,w5", "5,w5", "' 5 ',w5", "Ward 20,w20"})
    void spellingsBecomeOne(String spelling, String code) {
        Value ward = value("{column: ward, match: '(?:Ward )?0*([1-9][0-9]?)', as: 'w$1'}");

        assertThat(ward.text(row("", "", "", spelling), HEADER)).isEqualTo(code);
    }

    @Test
    void whatDoesNotMatchIsRefusedWithColumnAndValue() {
        Value ward = value("{column: ward, match: '[0-9]+'}");

        assertThatThrownBy(() -> ward.text(row("", "", "", "five"), HEADER))
                .asInstanceOf(type(RowRefused.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("PATTERN_MISMATCH");
                    assertThat(refused.column()).isEqualTo("ward");
                    assertThat(refused.value()).isEqualTo("five");
                });
    }

    @Test
    void aJoinOfSomethingBlankIsBlankAndTheNextChoiceCounts() {
        Value place = value("{first: [{columns: [code, ward], with: '.'}, code, {constant: none}]}");

        assertThat(place.text(row("c", "", "", "w"), HEADER)).isEqualTo("c.w");
        assertThat(place.text(row("c", "", "", " \u3000"), HEADER)).isEqualTo("c");
        assertThat(place.text(row("", "", "", "w"), HEADER)).isEqualTo("none");
    }

    @Test
    void valuesAreMappedAndOthersRefused() {
        Value strict = value("{column: ward, values: {是: 'true', 否: 'false'}}");
        Value lenient = value("{column: ward, values: {是: 'true'}, otherwise: 'false'}");

        assertThat(strict.text(row("", "", "", "是"), HEADER)).isEqualTo("true");
        assertThat(lenient.text(row("", "", "", "?"), HEADER)).isEqualTo("false");
        assertThatThrownBy(() -> strict.text(row("", "", "", "?"), HEADER)).isInstanceOf(RowRefused.class);
    }

    @Test
    void codesMadeOfNamesNeverMeet() {
        Set<String> codes = Set.of(
                Codes.slug("Back Bay"),
                Codes.slug("Back-Bay"),
                Codes.slug("Back  Bay"),
                Codes.slug("城关镇"),
                Codes.slug("城关乡"),
                Codes.slug(Codes.slug("Back Bay")),
                Codes.slug("x".repeat(200)),
                Codes.slug("x".repeat(201)));

        assertThat(codes).hasSize(8).allMatch(Codes::isCode);
        assertThat(Codes.slug("Back-Bay")).isEqualTo("Back-Bay");
        assertThat(Codes.slug("Back Bay")).startsWith("Back-Bay-");
    }
}
