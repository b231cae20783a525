package dev.slipway.desk.aws;

/** Whose credentials they are, from their ARN. */
final class Caller {
    private Caller() {}

    /**
     * {@code arn:aws:sts::1:assumed-role/Admin/ann@example.com} is {@code ann@example.com (Admin)}, {@code
     * arn:aws:iam::1:user/team/ann} is {@code ann}.
     */
    static String name(String arn) {
        String[] parts = arn.substring(arn.lastIndexOf(':') + 1).split("/");
        String last = parts[parts.length - 1];
        return parts.length > 2 && parts[0].equals("assumed-role") ? last + " (" + parts[1] + ")" : last;
    }
}
