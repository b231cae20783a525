package dev.slipway.images.debian;

final class Lab {
    public static void main(String[] a) {
        System.out.println(new PythonBase(java.nio.file.Path.of("/tmp/python-lab/bases")).make(java.util.List.of(a)));
    }
}
