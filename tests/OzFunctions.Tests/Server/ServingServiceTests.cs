using Microsoft.Extensions.Hosting;
using OzFunctions.Server;

namespace OzFunctions.Tests.Server;

public sealed class ServingServiceTests : IDisposable
{
    private readonly CancellationTokenSource _listening = new();
    private readonly Lifetime _lifetime;
    private readonly Service _service;

    public ServingServiceTests()
    {
        _lifetime = new Lifetime(_listening.Token);
        _service = new Service(_lifetime);
    }

    public void Dispose()
    {
        _service.Dispose();
        _listening.Dispose();
    }

    [Fact]
    public async Task Service_BeforeTheServerListens_WaitsAndThenServes()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        await _lifetime.Asked.WaitAsync(TestContext.Current.CancellationToken);
        var begunBefore = _service.Begun.IsCompleted;
        await _listening.CancelAsync();
        await _service.Begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(begunBefore);
    }

    // When the start fails, the host disposes of the started services without stopping them.
    [Fact]
    public async Task Service_OfAServerThatCannotListen_EndsWithoutAFaultAndHasDoneNothing()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        await _lifetime.Asked.WaitAsync(TestContext.Current.CancellationToken);
        _service.Dispose();
        await _service.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(_service.Begun.IsCompleted);
    }

    [Fact]
    public async Task StoppingService_EndsWithoutAFault()
    {
        await _listening.CancelAsync();

        await _service.StartAsync(TestContext.Current.CancellationToken);
        await _service.Begun.WaitAsync(TestContext.Current.CancellationToken);
        await _service.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(_service.ExecuteTask!.IsCompletedSuccessfully);
        Assert.False(_service.HasFailed);
    }

    [Fact]
    public async Task Service_ThatFails_SaysSo()
    {
        _service.Fault = new InvalidOperationException("What nobody foresaw.");
        await _listening.CancelAsync();

        await _service.StartAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _service.ExecuteTask!);

        Assert.True(_service.HasFailed);
    }

    private sealed class Service(IHostApplicationLifetime lifetime) : ServingService(lifetime)
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Exception? Fault { get; set; }

        protected override Task ServeAsync(CancellationToken stoppingToken)
        {
            _begun.SetResult();
            return Fault is not null ? Task.FromException(Fault) : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
        }
    }

    private sealed class Lifetime(CancellationToken started) : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public CancellationToken ApplicationStarted
        {
            get
            {
                _asked.TrySetResult();
                return started;
            }
        }

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
