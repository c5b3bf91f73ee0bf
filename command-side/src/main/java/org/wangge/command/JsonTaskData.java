package org.wangge.command;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import org.wangge.eventstore.CanonicalJson;

/** What tasks remember between runs, as JSON. */
public final class JsonTaskData implements Serializer {

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
        return data == null ? null : CanonicalJson.bytes(data);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
        return data == null ? null : CanonicalJson.read(data, type);
    }
}
