package dev.slipway.releases;

/** An AWS account: 12 digits. Text, because a number would lose its leading zeros. */
public record Account(String id) {
    public Account {
        if (!id.matches("[0-9]{12}")) {
            throw new IllegalArgumentException(
                    "expected an AWS account of 12 digits in quotes such as \"222222222222\", got \"" + id + '"');
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
