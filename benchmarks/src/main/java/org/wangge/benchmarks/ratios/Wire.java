package org.wangge.benchmarks.ratios;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 connection that is kept, on a blocking socket: bytes out, the status in, the body skipped. Made for using little of
 * the processor that it shares with what it measures. One thread only.
 */
final class Wire implements AutoCloseable {

    private static final int LONGEST_ANSWER = 1 << 20;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean closing;
    private final byte[] buffer = new byte[LONGEST_ANSWER];
    private int from;
    private int to;
    private int bodyFrom;
    private int bodyTo;

    Wire(int port) throws IOException {
        this.port = port;
        this.socket = open(port);
        this.in = socket.getInputStream();
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        return socket;
    }

    /** Sends a whole request, reads the whole answer, and returns its status. */
    int exchange(byte[] request) throws IOException {
        if (closing) {
            // The server said that it would answer no more on the last one.
            socket.close();
            socket = open(port);
            in = socket.getInputStream();
            closing = false;
        }
        socket.getOutputStream().write(request);
        from = 0;
        to = 0;
        int status = status();
        int length = -1;
        boolean chunked = false;
        while (true) {
            int line = line();
            if (line == from - 2) {
                break;
            }
            if (begins(line, LENGTH)) {
                length = number(line + LENGTH.length, 10);
            } else if (begins(line, CHUNKED)) {
                chunked = true;
            } else if (begins(line, CLOSE)) {
                closing = true;
            }
        }
        bodyFrom = from;
        if (chunked) {
            chunks();
        } else if (length > 0) {
            need(length);
            from += length;
        }
        bodyTo = from;
        return status;
    }

    /** The last answer's body as it came, chunks and all: for complaints. */
    String body() {
        return new String(buffer, bodyFrom, bodyTo - bodyFrom, StandardCharsets.UTF_8);
    }

    private int status() throws IOException {
        int line = line();
        return number(line + "HTTP/1.1".length(), 10);
    }

    private void chunks() throws IOException {
        for (int size = number(line(), 16); size > 0; size = number(line(), 16)) {
            need(size + 2);
            from += size + 2;
        }
        line();
    }

    /** Moves behind the next end of line; returns where the line began. */
    private int line() throws IOException {
        int begin = from;
        int at = from;
        while (true) {
            while (at < to) {
                if (buffer[at++] == '\n') {
                    from = at;
                    return begin;
                }
            }
            fill();
        }
    }

    private void need(int bytes) throws IOException {
        while (to - from < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (to == buffer.length) {
            throw new IOException("an answer of more than " + buffer.length + " bytes");
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw new EOFException("the connection was closed");
        }
        to += read;
    }

    private boolean begins(int line, byte[] name) {
        if (from - line < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((buffer[line + i] | 0x20) != name[i] && buffer[line + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int begin, int radix) {
        int at = begin;
        while (buffer[at] == ' ') {
            at++;
        }
        int value = 0;
        for (int digit = Character.digit(buffer[at], radix); digit >= 0; digit = Character.digit(buffer[++at], radix)) {
            value = value * radix + digit;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
