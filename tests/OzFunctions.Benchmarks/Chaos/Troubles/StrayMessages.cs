using System.Text;
using Azure.Storage.Queues;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Puts foreign messages into the work queues, and copies of messages that are already there.</summary>
internal sealed class StrayMessages : IChaosTrouble
{
    private const int Large = 40_000;
    private const int Each = 3;

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        foreach (var queue in new Backlog(scene.World.ConnectionString).Queues)
        {
            await queue.CreateIfNotExistsAsync();
            foreach (var copy in (await queue.PeekMessagesAsync(Each)).Value)
            {
                await queue.SendMessageAsync(copy.MessageText);
            }

            var texts = Texts(queue).ToArray();
            scene.Random.Shuffle(texts);
            foreach (var text in texts.Take(Each))
            {
                scene.World.Strays.Add(text);
                await queue.SendMessageAsync(text);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "stray messages";

    // Each is of one queue, so that one that was lost is not taken for another.
    private static IEnumerable<string> Texts(QueueClient queue) =>
    [
        $"hello {queue.Name}",
        $$"""{"kind":"run","run":"{{queue.Name}}"}""",
        $"<?xml version=\"1.0\"?><work queue=\"{queue.Name}\">&amp;</work>",
        $"{queue.Name} {new string('x', Large)}",
        Convert.ToBase64String([0xFF, 0xFE, .. Encoding.UTF8.GetBytes(queue.Name)]),
        Encoded($"no JSON, {queue.Name}"),
        Encoded($$"""{"kind":"{{queue.Name}}"}"""),
        Encoded($"[\"{queue.Name}\"]"),
        Encoded($$"""{"kind":"run","run":"{{queue.Name}}"}"""),
        Encoded($$"""{"kind":"run","run":null,"queue":"{{queue.Name}}"}"""),
        Encoded($$"""{"kind":"deliver","folder":"{{queue.Name}}","delivery":"none","attempt":1}"""),
    ];

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
