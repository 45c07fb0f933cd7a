using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Telemetry;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Work;

/// <summary>Messages that the Functions host delivers again and again.</summary>
public sealed class HostMessagesTests : IDisposable
{
    private static readonly ChangedWork Item = new("f1", 1, []);

    private readonly NotificationBench _bench = new(Endpoints.Settings());
    private readonly MetricsInMemory _metrics;

    public HostMessagesTests() => _metrics = new MetricsInMemory(_bench.Service<System.Diagnostics.Metrics.IMeterFactory>());

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Message_WhoseWorkFailsInStorage_IsEnqueuedAgain()
    {
        _bench.Folders.Before = static _ => throw new RequestFailedException(503, "Not now.");

        await RunAsync(deliveries: 1);

        Assert.Equal(1, Assert.Single(_bench.Queue.Items).Faults);
    }

    [Fact]
    public async Task Message_ThatCannotBeEnqueuedAgain_StaysUntilItIsNearTheHostsLimit()
    {
        _bench.Folders.Before = static _ => throw new RequestFailedException(503, "Not now.");
        _bench.Queue.Before = static _ => throw new StoreUnavailableException("Not now.");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(deliveries: 17));
        Assert.Empty(_bench.Queue.Poison);

        await RunAsync(deliveries: 18);
        AssertPoisonedAndCounted();
    }

    [Fact]
    public async Task Message_OnItsLastDelivery_IsMovedWithoutBeingHandled()
    {
        _bench.Folders.Before = static _ => throw new InvalidOperationException("This ends the process.");

        await RunAsync(deliveries: HostMessages.MaxDeliveries);

        Assert.Empty(_bench.Queue.Items);
        AssertPoisonedAndCounted();
    }

    [Fact]
    public async Task Message_OnItsLastDelivery_ThatIsNoWork_IsMovedUnchanged()
    {
        await _bench.Service<HostMessages>().RunAsync(WorkQueueName.Changes, "hello", null, HostMessages.MaxDeliveries, TestContext.Current.CancellationToken);

        Assert.Equal(["hello"], _bench.Queue.Poison);
    }

    private Task RunAsync(long deliveries) =>
        _bench.Service<HostMessages>().RunAsync(WorkQueueName.Changes, WorkFormat.Write(Item), Payloads.Now, deliveries, TestContext.Current.CancellationToken);

    private void AssertPoisonedAndCounted()
    {
        Assert.Equal([WorkFormat.Write(Item)], _bench.Queue.Poison);
        Assert.Equal(1, _metrics.Sum(OzMetrics.WorkItems, ("kind", "changed"), ("result", "Poisoned")));
    }
}
