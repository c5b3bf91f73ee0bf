package org.wangge.benchmarks.ratios;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request made ready once; only the case's id and the key that makes it repeatable are put into its bytes. One thread only. */
final class Request {

    private static final String ID = "{iiiiiiii-iiii-iiii-iiii-iiiiiiiiii}";
    private static final String KEY = "{kkkkkkkk-kkkk-kkkk-kkkk-kkkkkkkkkk}";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final List<Integer> ids;
    private final List<Integer> keys;

    private Request(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.ids = places(text, ID);
        this.keys = places(text, KEY);
    }

    /** 上报. */
    static Request creation(Site site) {
        return post(
                site,
                "/api/v1/cases",
                "{\"caseId\":\"" + ID + "\",\"gridId\":\"" + org.wangge.benchmarks.peers.Texts.GRID
                        + "\",\"kind\":\"HAZARD\",\"category\":\"" + org.wangge.benchmarks.peers.Texts.CATEGORY
                        + "\",\"severity\":\"GENERAL\",\"title\":\"" + org.wangge.benchmarks.peers.Texts.TITLE + "\"}");
    }

    /** 临时措施: one command, one event, on a case that stays open. */
    static Request step(Site site) {
        return post(
                site,
                "/api/v1/cases/" + ID + "/interim-measures",
                "{\"measure\":\"" + org.wangge.benchmarks.peers.Texts.MEASURE + "\"}");
    }

    private static Request post(Site site, String path, String body) {
        String authorization = site.token().isEmpty()
                ? ""
                : "Authorization: Bearer " + site.token() + "\r\nIdempotency-Key: " + KEY + "\r\n";
        return new Request("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n" + authorization
                + "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    static Request get(Site site, String path) {
        return new Request("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\nAuthorization: Bearer "
                + site.token() + "\r\nAccept: application/json\r\n\r\n");
    }

    private static List<Integer> places(String text, String mark) {
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            places.add(text.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
        }
        return places;
    }

    byte[] bytes(UUID id, UUID key) {
        ids.forEach(place -> write(id, place));
        keys.forEach(place -> write(key, place));
        return bytes;
    }

    private void write(UUID id, int place) {
        int at = place;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                bytes[at++] = '-';
            }
            long half = digit < 16 ? id.getMostSignificantBits() : id.getLeastSignificantBits();
            bytes[at++] = HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
        }
    }
}
