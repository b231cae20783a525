package dev.slipway.releases;

/** An AWS region, such as {@code eu-central-1}; only its form is checked, as AWS adds regions every year. */
public record Region(String name) {
    public Region {
        if (!name.matches("[a-z]{2}(-[a-z]{3,12}){1,2}-[1-9]")) {
            throw new IllegalArgumentException("expected an AWS region such as eu-central-1, got \"" + name + '"');
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
