package org.wangge.command.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangge.api.evidence.EvidenceRefusal;
import org.wangge.command.evidence.EvidenceStore.Evidence;

/** Keeping evidence on the disk. */
class EvidenceFolderTest {

    private static final int MAX = 300_000;
    private static final byte[] PNG_HEAD = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    @TempDir
    private Path data = Path.of("set by JUnit");

    private EvidenceFolder folder = new EvidenceFolder(Path.of("target/evidence-test"), MAX);

    @BeforeEach
    void openTheFolder() {
        folder = new EvidenceFolder(data, MAX);
    }

    @Test
    void theBytesComeBackAsTheyWent() throws Exception {
        byte[] photo = photo(200_000);
        Evidence kept = folder.store(new ByteArrayInputStream(photo));
        assertThat(kept.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(photo)));
        assertThat(kept.size()).isEqualTo(photo.length);
        assertThat(kept.mediaType()).isEqualTo("image/png");
        assertThat(folder.exists(kept.sha256())).isTrue();
        Evidence found = folder.find(kept.sha256()).orElseThrow();
        assertThat(Files.readAllBytes(found.file())).isEqualTo(photo);
        assertThat(found.mediaType()).isEqualTo("image/png");
        assertThat(filesKept()).isEqualTo(1);
    }

    @Test
    void theSameBytesAreKeptOnce() throws Exception {
        byte[] photo = photo(1000);
        Evidence first = folder.store(new ByteArrayInputStream(photo));
        assertThat(folder.store(new ByteArrayInputStream(photo))).isEqualTo(first);
        assertThat(filesKept()).isEqualTo(1);
    }

    @Test
    void theSameBytesAtTheSameTimeAreKeptOnce() throws Exception {
        byte[] photo = photo(100_000);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService uploaders = Executors.newFixedThreadPool(8)) {
            List<Future<Evidence>> uploads = Stream.generate(() -> uploaders.submit(() -> {
                        go.await();
                        return folder.store(new ByteArrayInputStream(photo));
                    }))
                    .limit(8)
                    .toList();
            go.countDown();
            for (Future<Evidence> upload : uploads) {
                assertThat(upload.get().size()).isEqualTo(photo.length);
            }
        }
        assertThat(filesKept()).isEqualTo(1);
    }

    @Test
    void halfAnUploadLeavesNothing() throws Exception {
        for (int cut : new int[] {0, 10, 65_536, 70_000, 199_999}) {
            assertThatThrownBy(() -> folder.store(cutAfter(cut, photo(200_000))))
                    .isInstanceOf(EOFException.class);
        }
        assertThat(filesKept()).isZero();
    }

    @Test
    void aFileMayBeAsLargeAsTheLimitAndNotOneByteLarger() throws Exception {
        assertThat(folder.store(new ByteArrayInputStream(photo(MAX))).size()).isEqualTo(MAX);
        assertThatThrownBy(() -> folder.store(new ByteArrayInputStream(photo(MAX + 1))))
                .isInstanceOfSatisfying(
                        EvidenceRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(EvidenceRefusal.EVIDENCE_TOO_LARGE));
        assertThat(filesKept()).isEqualTo(1);
    }

    @Test
    void anEndlessUploadIsCutOffAtTheLimit() throws Exception {
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at < PNG_HEAD.length ? PNG_HEAD[(int) at++] & 0xff : 7;
            }
        };
        assertThatThrownBy(() -> folder.store(endless)).isInstanceOf(EvidenceRefused.class);
        assertThat(filesKept()).isZero();
    }

    @Test
    void theContentDecidesTheType() throws Exception {
        assertThat(type(HexFormat.of().parseHex("ffd8ffe000104a46494600010100")))
                .isEqualTo("image/jpeg");
        assertThat(type("%PDF-1.7\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("application/pdf");
        assertThat(type("GIF89a\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("image/gif");
        assertThat(type("RIFF\4\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("image/webp");
        assertThat(type("\0\0\0\30ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("image/heic");
        assertThat(type("\0\0\0\30ftypmp42\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("video/mp4");
        assertThat(type("\0\0\0\30ftypisom\0\0\2\0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("video/mp4");
        assertThat(type("\0\0\0\24ftypqt  \0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("video/quicktime");
    }

    @Test
    void whatABrowserMightRunAndWhatNobodyKnowsIsNotTaken() throws Exception {
        for (String content : List.of(
                "<html><script>alert(1)</script></html>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "#!/bin/sh\nrm -rf /",
                "just text",
                "PK\3\4xxxxxxxxxxxxxxxx",
                "MZ\220\0\3\0\0\0",
                "\1\2\3\4\5")) {
            assertThatThrownBy(() -> type(content.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(content)
                    .isInstanceOfSatisfying(
                            EvidenceRefused.class,
                            refused -> assertThat(refused.code()).isEqualTo(EvidenceRefusal.EVIDENCE_TYPE_NOT_TAKEN));
        }
        assertThatThrownBy(() -> type(new byte[0]))
                .isInstanceOfSatisfying(
                        EvidenceRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(EvidenceRefusal.EVIDENCE_EMPTY));
        assertThat(filesKept()).isZero();
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStart() throws Exception {
        Path left = Files.write(data.resolve("evidence/.incoming/upload1.part"), photo(100));
        new EvidenceFolder(data, MAX);
        assertThat(left).doesNotExist();
    }

    @Test
    void aStartLeavesTheUploadsUnderWayAlone() throws Exception {
        byte[] photo = photo(200_000);
        InputStream startsAnotherHalfWay = new FilterInputStream(new ByteArrayInputStream(photo)) {
            private long read;

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int count = super.read(buffer, from, Math.min(length, 50_000));
                read += count;
                if (read == 150_000) {
                    new EvidenceFolder(data, MAX);
                }
                return count;
            }
        };
        Evidence kept = folder.store(startsAnotherHalfWay);
        assertThat(folder.find(kept.sha256())).isPresent();
    }

    @Test
    void aFileThatWasAlteredOnTheDiskIsNotGivenOut() throws Exception {
        Evidence kept = folder.store(new ByteArrayInputStream(photo(1000)));
        byte[] bytes = Files.readAllBytes(kept.file());
        bytes[500] ^= 1;
        Files.write(kept.file(), bytes);
        assertThatThrownBy(() -> folder.find(kept.sha256()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("altered");
    }

    @Test
    void onlyAHashNamesAFile() throws Exception {
        assertThat(folder.exists("../../etc/passwd")).isFalse();
        assertThat(folder.exists("")).isFalse();
        assertThat(folder.find("0".repeat(64))).isEmpty();
    }

    private String type(byte[] bytes) throws IOException {
        EvidenceFolder other = new EvidenceFolder(data.resolve("types"), MAX);
        return other.store(new ByteArrayInputStream(bytes)).mediaType();
    }

    private static byte[] photo(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        System.arraycopy(PNG_HEAD, 0, bytes, 0, PNG_HEAD.length);
        return bytes;
    }

    private static InputStream cutAfter(int bytes, byte[] whole) {
        return new FilterInputStream(new ByteArrayInputStream(Arrays.copyOf(whole, bytes))) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                if (read < 0) {
                    throw new EOFException("the other end hung up");
                }
                return read;
            }
        };
    }

    private long filesKept() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
