package dev.slipway.benchmarks.database;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParameters;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.database.JdbcBatchItemWriter;
import org.springframework.batch.item.database.JdbcCursorItemReader;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A copy as Spring Batch's reader and writer for JDBC do it, wired as its documentation does: a cursor, chunks of 1,000
 * rows, a commit for each, and its record of the job in the target, without which it could not go on after it was cut, as
 * ours can.
 */
final class SpringBatchCopy {
    private static final int CHUNK = 1000;
    private static final int COLUMNS = PredictionsFile.FIELDS.size();

    private SpringBatchCopy() {}

    /** Arguments: the source's URL, the run's table, the target's URL. */
    public static void main(String[] args) throws Exception {
        Done done = new Done();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Arguments.class, () -> new Arguments(args[0], args[1], args[2]));
            context.register(Wiring.class);
            context.refresh();
            JobExecution ended =
                    context.getBean(JobLauncher.class).run(context.getBean(Job.class), new JobParameters());
            if (ended.getStatus().isUnsuccessful()) {
                throw new IllegalStateException(ended.getAllFailureExceptions().toString());
            }
        }
        done.print();
    }

    record Arguments(String source, String table, String target) {}

    /** As its reference documentation has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableBatchProcessing
    static class Wiring {
        @Bean
        @Primary
        DataSource dataSource(Arguments arguments) {
            return new SingleConnectionDataSource(arguments.target(), true);
        }

        @Bean
        JdbcTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        SingleConnectionDataSource source(Arguments arguments) {
            return new SingleConnectionDataSource(arguments.source(), true);
        }

        @Bean
        Step copy(
                Arguments arguments,
                JobRepository repository,
                DataSource dataSource,
                @Qualifier("source") DataSource source,
                JdbcTransactionManager transactions) {
            return new StepBuilder("copy", repository)
                    .<Object[], Object[]>chunk(CHUNK, transactions)
                    .reader(reader(source, arguments.table()))
                    .writer(writer(dataSource))
                    .build();
        }

        @Bean
        Job job(JobRepository repository, Step copy) {
            return new JobBuilder("copy", repository).start(copy).build();
        }
    }

    /** The tables of its record, which are there before it starts. */
    static String repository() throws IOException {
        try (InputStream script =
                JobRepository.class.getResourceAsStream("/org/springframework/batch/core/schema-postgresql.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What it needs of the class path, which would be slow to search otherwise. */
    static Path[] jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(
                        jar -> jar.getFileName()
                                .toString()
                                .matches(
                                        "(spring|micrometer|commons-logging|slf4j|postgresql|jackson|predictions|inference-spec).*"))
                .toArray(Path[]::new);
    }

    private static JdbcCursorItemReader<Object[]> reader(DataSource source, String table) {
        return new JdbcCursorItemReaderBuilder<Object[]>()
                .name("run")
                .dataSource(source)
                // Or the driver reads all rows into memory.
                .connectionAutoCommit(false)
                .fetchSize(CHUNK)
                .sql(JdbcCopy.select(table))
                .rowMapper((row, number) -> {
                    Object[] values = new Object[COLUMNS];
                    for (int i = 0; i < COLUMNS; i++) {
                        values[i] = row.getObject(i + 1);
                    }
                    return values;
                })
                .build();
    }

    private static JdbcBatchItemWriter<Object[]> writer(DataSource target) {
        JdbcBatchItemWriter<Object[]> writer = new JdbcBatchItemWriterBuilder<Object[]>()
                .dataSource(target)
                .sql(JdbcCopy.insert())
                .itemPreparedStatementSetter((values, insert) -> {
                    for (int i = 0; i < COLUMNS; i++) {
                        insert.setObject(i + 1, values[i]);
                    }
                })
                .build();
        writer.afterPropertiesSet();
        return writer;
    }
}
