package dev.meridian.sharding.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {

    @Test
    void codes_areDifferent() {
        assertThat(Arrays.stream(Message.values()).map(Message::code)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void code_isListedInTheReadme(Message message) throws IOException {
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("| " + message.code() + " |");
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void exception_beginsWithItsCode(Message message) {
        Object[] names = {"a", "b", "c", "d", "e"};
        assertThat(message.with(names)).hasMessage(message.code() + " " + message.text(names));
        assertThat(message.with(names).code()).isEqualTo(message.code());
        assertThat(message.line(names)).isEqualTo(message.code() + " " + message.text(names));
    }
}
