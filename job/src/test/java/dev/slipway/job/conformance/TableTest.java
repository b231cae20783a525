package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.conformance.Table.Quotes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CSV that a program is tried with. */
class TableTest {
    @Test
    void shouldQuoteWhatWouldBeReadOtherwise() {
        Table table = new Table(List.of("a", "b"), List.of(List.of("x,y", ""), List.of("say \"no\"", "two\nlines")));

        assertThat(table.csv()).isEqualTo("a,b\n\"x,y\",\n\"say \"\"no\"\"\",\"two\nlines\"\n");
        assertThat(table.csv(";", "\r\n", Quotes.EMPTY)).startsWith("a;b\r\nx,y;\"\"\r\n");
    }

    @Test
    void shouldQuoteAnEmptyFieldThatIsAllOfItsRow() {
        Table table = new Table(List.of("a"), List.of(List.of("x"), List.of("")));

        assertThat(table.csv()).as("a blank line would be no row").isEqualTo("a\nx\n\"\"\n");
    }
}
