using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Storage;

[assembly: HostingStartup(typeof(OzFunctions.Benchmarks.Chaos.ChaosStartup))]

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Gives a server of the chaos run a fast clock, faulty storage, and a route that controls both. Otherwise the server is the product.</summary>
internal sealed class ChaosStartup : IHostingStartup
{
    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(static (context, services) =>
    {
        if (ChaosSettings.Read(context.Configuration) is not { } chaos)
        {
            return;
        }

        // Faults are injected into every attempt; the visibility timeout is changed once per request, before it is signed.
        var (faults, queue) = (new FaultPolicy(chaos.Seed, chaos.Faults), new FastQueuePolicy(chaos.Speed));
        var clock = new FastClock(chaos.Epoch, chaos.Speed, chaos.Skew);
        var account = new StorageAccount(context.Configuration.GetSection(StorageExtensions.AccountSetting), isDevelopment: false, options =>
        {
            // Shortened by the same factor as visibility timeouts. Otherwise a slow operation would still run when its message becomes visible, and be started a second time.
            // Not of queues: the emulator takes seconds for an operation after a burst, and if these failed and were repeated it would never catch up.
            options.Retry.NetworkTimeout = options is QueueClientOptions ? StorageAccount.OperationLimit : StorageAccount.OperationLimit / chaos.Speed;
            options.RetryPolicy = new BoundedRetryPolicy(options.Retry.NetworkTimeout, TimeProvider.System);
            options.AddPolicy(faults, HttpPipelinePosition.PerRetry);
            options.AddPolicy(queue, HttpPipelinePosition.PerCall);
        });
        services.AddSingleton(account.Tables());
        services.AddSingleton(account.Queues());
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IStartupFilter>(new ChaosControl(clock, faults));
    });
}
