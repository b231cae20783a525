package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether a lock, with what the base image brings, names all that its distributions need on a target. */
final class Completeness {
    private final Lock lock;
    private final BasePackages base;
    private final PythonTarget target;
    private final Map<Distribution, Installed> installed;
    private final Map<Distribution, Set<String>> extras = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Completeness(Lock lock, BasePackages base, PythonTarget target, Map<Distribution, Installed> installed) {
        this.lock = lock;
        this.base = base;
        this.target = target;
        this.installed = installed;
    }

    /** Throws 78 with each distribution that is missing or has the wrong version, and who needs it. */
    static void check(Lock lock, BasePackages base, PythonTarget target, Path libraries) throws IOException {
        Completeness check = new Completeness(lock, base, target, Installed.in(libraries));
        check.spread();
        check.installed.values().forEach(check::judge);
        if (!check.problems.isEmpty()) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, String.join("\n", check.problems));
        }
    }

    /** Finds the extras that are wanted of each: by the lock, or by another's requirement. */
    private void spread() {
        Deque<Distribution> open = new ArrayDeque<>();
        lock.packages().values().forEach(locked -> {
            extras.put(locked.distribution(), new TreeSet<>(locked.extras()));
            open.add(locked.distribution());
        });
        while (!open.isEmpty()) {
            Distribution requirer = open.remove();
            for (Requirement needed : needs(requirer)) {
                Set<String> wanted = extras.get(needed.distribution());
                if (wanted != null && wanted.addAll(needed.extras())) {
                    open.add(needed.distribution());
                }
            }
        }
    }

    private List<Requirement> needs(Distribution requirer) {
        List<Requirement> needs = new ArrayList<>();
        if (installed.containsKey(requirer)) {
            for (String text : installed.get(requirer).requires()) {
                Requirement requirement = Requirement.parse(text);
                if (requirement.applies(target.environment(), extras.getOrDefault(requirer, Set.of()))) {
                    needs.add(requirement);
                }
            }
        }
        return needs;
    }

    private void judge(Installed requirer) {
        LockedPackage line = lock.packages().get(requirer.distribution());
        String who = requirer.distribution() + " " + requirer.version();
        for (Requirement needed : needs(requirer.distribution())) {
            LockedPackage locked = lock.packages().get(needed.distribution());
            String what = needed.distribution() + needed.range().toString();
            String ofBase = base.versions().get(needed.distribution());
            if (locked == null && ofBase != null) {
                if (!needed.range().allows(ofBase)) {
                    problems.add(
                            lock.at(line) + ": " + who + " needs " + what + ", got " + ofBase + " of " + base.file());
                }
            } else if (locked == null) {
                problems.add(
                        lock.at(line) + ": " + who + " needs " + what + ", which is not in the lock; expected a line "
                                + needed.distribution() + "==VERSION --hash=sha256:…");
            } else if (!needed.range().allows(locked.version())) {
                problems.add(lock.at(locked) + ": " + who + " (line " + line.line() + ") needs " + what + ", got "
                        + locked.version());
            }
        }
    }
}
