using System.Text;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Benchmarks.Fuzz.Messages;

/// <summary>Makes the queue message that belongs to a number, always the same: one of ours, changed as JSON, as text and as Base64, as people and other software might put it there.</summary>
internal static class MessageInput
{
    private static readonly string[] Names =
    [
        "kind", "folder", "version", "deliveries", "firstSeenAt", "refresh", "delivery", "attempt", "endpoint", "turn", "probe", "reason", "hintedAt", "round", "run", "step", "putBacks", "faults", "failures", "delaySeconds", "Kind", "FOLDER", "$type", "queue", "\\ud800", "",
    ];

    private static readonly string[] Words =
    [
        "", "changed", "deliver", "probe", "refresh", "run", "f1", "..", "../f1", "a/b", "endpoint|bank", "endpoint|", "delivery|0000000003|folder.resolution_changed|bank", "delivery|x|y|z", "reconcile.2516068160285066838-246e86f4",
        "reconcile.", "2026-06-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59.9999999-14:00", "AnalysesMissing", "\u0000", "\uD83D\uDE00", "<<<<<<<<", "null", "-1",
    ];

    // Ours as JSON, so that numbers and texts that no property holds can take the place of right ones.
    private static readonly string[] Numbers = ["-2147483648", "-1", "0", "4", "5", "127", "128", "2147483647", "2147483648", "1.0", "1e2", "\"1\"", "null"];

    private static readonly JsonChanges Changes = new(Names, Words);

    /// <summary>Makes a message.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The text as the queue holds it.</returns>
    public static string Of(int number)
    {
        var random = new Random(number);
        var text = WorkFormat.Write(Item(random));
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                text = WithOther(text, random);
                break;
            case 3 or 4:
                text = Changes.Change(text, random);
                break;
            case 5:
                text = random.Changed(text);
                break;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(16) switch
        {
            0 => text,
            1 => random.Changed(Convert.ToBase64String(bytes)),
            2 => Convert.ToBase64String(random.Changed(bytes)),
            _ => Convert.ToBase64String(bytes),
        };
    }

    private static WorkItem Item(Random random)
    {
        var key = new DeliveryKey(random.Next(1, 1_000), NotificationTypes.FolderResolutionChanged, "bank").ToString();
        WorkItem item = random.Next(6) switch
        {
            0 => new ChangedWork($"f{random.Next(10)}", random.Next(1, 100), [.. Enumerable.Repeat(key, random.Once(8) ? random.Next(120) : random.Next(3))]) { Refresh = (RefreshReasons)random.Next(128) },
            1 => new DeliverWork($"f{random.Next(10)}", key, random.Next(1, 10)) { FirstSeenAt = DateTimeOffset.UnixEpoch },
            2 => new DeliverWork("endpoint|bank", key, 1),
            3 => new ProbeWork("bank", random.Next(1, 5), random.Next(1, 5)),
            4 => new RefreshWork($"f{random.Next(10)}", (RefreshReasons)random.Next(1, 128)) { Round = random.Next(4) },
            _ => new RunWork("reconcile.2516068160285066838-246e86f4") { Step = random.Next(4) },
        };
        return item with { Faults = random.Next(2), PutBacks = random.Next(2), DelaySeconds = random.Next(4) };
    }

    // The value of one member, or a member more.
    private static string WithOther(string text, Random random)
    {
        var value = random.Once(3) ? $"\"{random.Pick(Words).Replace("\u0000", "\\u0000", StringComparison.Ordinal)}\"" : random.Pick(Numbers);
        var colon = text.IndexOf(':', random.Next(text.Length));
        var end = colon < 0 ? -1 : text.IndexOfAny([',', '}'], colon);
        return end > 0 && !random.Once(3) ? $"{text[..(colon + 1)]}{value}{text[end..]}" : $"{text[..^1]},\"{random.Pick(Names)}\":{value}}}";
    }
}
