package dev.slipway.cli.report;

import java.util.List;

/** A table that can be scrolled sideways on a phone. */
final class HtmlTable {
    private final List<String> header;
    private final StringBuilder html = new StringBuilder();

    /** @param header names of the columns; one that starts with {@code >} holds numbers and is aligned to the right */
    HtmlTable(List<String> header) {
        this(header, "plain");
    }

    /**
     * @param style class of the table: {@code plain}; {@code cells} where lines never break; {@code stack} where the last
     *     column has a line of its own on a phone
     */
    HtmlTable(List<String> header, String style) {
        this.header = header;
        html.append("<div class=\"scroll\">\n<table class=\"").append(style).append("\">\n<thead><tr>");
        header.forEach(name -> cell("th", name, name));
        html.append("</tr></thead>\n<tbody>\n");
    }

    /** @param style class of the row, or an empty text */
    void row(String style, List<String> cells) {
        html.append(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
        for (int column = 0; column < header.size(); column++) {
            cell("td", header.get(column), cells.get(column));
        }
        html.append("</tr>\n");
    }

    String html() {
        return html + "</tbody>\n</table>\n</div>\n";
    }

    private void cell(String tag, String column, String text) {
        boolean right = column.startsWith(">");
        String shown = tag.equals("th") && right ? text.substring(1) : text;
        html.append('<').append(tag).append(right ? " class=\"number\">" : ">");
        html.append(Html.escape(shown)).append("</").append(tag).append('>');
    }
}
