using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

/// <summary>Positions that the table service refuses.</summary>
public sealed class ContinuationTests
{
    private readonly FakeTableClient _table = new() { Exists = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_ThatTheServiceCannotRead_IsAnInvalidContinuation()
    {
        var store = new RunStore(_table);
        for (var i = 0; i < 2; i++)
        {
            var id = RunId.New(RunKinds.Replay, Payloads.Now.AddMinutes(i), Guid.Empty);
            await store.TryAddAsync(new Run { Id = id, By = "tester", StartedAt = Payloads.Now }, Token);
        }

        var first = await store.ListAsync(RunKinds.Replay, null, limit: 1, Token);
        _table.Before = static _ => throw new RequestFailedException(400, "InvalidInput");

        await Assert.ThrowsAsync<InvalidContinuationException>(() => store.ListAsync(RunKinds.Replay, first.Next, limit: 1, Token));
        await Assert.ThrowsAsync<RequestFailedException>(() => store.ListAsync(RunKinds.Replay, null, limit: 1, Token));
    }
}
