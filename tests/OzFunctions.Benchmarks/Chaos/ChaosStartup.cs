using Azure.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Storage;

[assembly: HostingStartup(typeof(OzFunctions.Benchmarks.Chaos.ChaosStartup))]

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Gives a server of the chaos run a clock and a storage that are not to be relied on. Nothing else of it differs from what users run.</summary>
internal sealed class ChaosStartup : IHostingStartup
{
    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(static (context, services) =>
    {
        if (ChaosSettings.Read(context.Configuration) is not { } chaos)
        {
            return;
        }

        // The storage fails at each try; what a request asks for is changed once, before it is signed.
        var (faults, queue) = (new FaultPolicy(chaos.Seed, chaos.Faults), new FastQueuePolicy(chaos.Speed));
        var clock = new FastClock(chaos.Epoch, chaos.Speed, chaos.Skew);
        var account = new StorageAccount(context.Configuration.GetSection(StorageExtensions.AccountSetting), options =>
        {
            // As much shorter as messages stay away: otherwise a slow operation would outlast its message, and be begun again beside it.
            options.Retry.NetworkTimeout = StorageAccount.OperationLimit / chaos.Speed;
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
