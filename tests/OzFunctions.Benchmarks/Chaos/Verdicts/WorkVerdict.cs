using System.Text;
using Azure.Storage.Queues;
using OzFunctions.Core.Work;

namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>Checks that the poison queues contain exactly the foreign messages, and that every run has ended.</summary>
/// <param name="findings">Takes the faults.</param>
internal sealed class WorkVerdict(Findings findings)
{
    /// <summary>Judges it.</summary>
    /// <param name="tables">What is stored.</param>
    /// <param name="storage">The connection string.</param>
    /// <param name="strays">The messages of somebody else.</param>
    /// <returns>A task that ends when it is judged.</returns>
    public async Task JudgeAsync(ChaosTables tables, string storage, IReadOnlyCollection<string> strays)
    {
        foreach (var run in tables.Running)
        {
            findings.Check(false, $"The run {run} has not ended.");
        }

        var poison = new HashSet<string>();
        foreach (var name in Enum.GetValues<WorkQueueName>())
        {
            var queue = new QueueClient(storage, QueueNames.PoisonOf(name));
            while (await queue.ExistsAsync() && (await queue.ReceiveMessagesAsync(queue.MaxPeekableMessages)).Value is { Length: > 0 } messages)
            {
                poison.UnionWith(messages.Select(static message => Normalize(message.MessageText)));
            }
        }

        var expected = strays.Select(Normalize).ToHashSet();
        findings.Check(poison.IsSubsetOf(expected), $"Among the poison are {string.Join(" and ", poison.Except(expected))}.");
        findings.Check(expected.IsSubsetOf(poison), $"Not among the poison are {string.Join(" and ", expected.Except(poison))}.");
    }

    // A work item that failed too often is written anew. Anything else must stay as it came.
    private static string Normalize(string raw)
    {
        try
        {
            return WorkFormat.Read(Encoding.UTF8.GetString(Convert.FromBase64String(raw))) is { } item
                ? WorkFormat.Write(item with { Failures = 0, Faults = 0, PutBacks = 0, DelaySeconds = 0 })
                : raw;
        }
        catch (FormatException)
        {
            return raw;
        }
    }
}
