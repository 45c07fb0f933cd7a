using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;

namespace OzFunctions.Tests.Dashboard;

/// <summary>Receives webhooks on past days as in production. The messages of the changes stay in the queue for the server.</summary>
internal sealed class PastIngest : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly ServiceProvider _services;

    public PastIngest(string connectionString)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(StorageExtensions.AccountSetting, connectionString), new("Webhook:Mode", "Trust")]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(settings)
            .AddSingleton<IHostEnvironment>(new ProductionEnvironment())
            .AddSingleton<TimeProvider>(_clock)
            .AddOzStorage(settings, isDevelopment: false)
            .AddOzWeb()
            .BuildServiceProvider();
    }

    /// <summary>Receives a webhook. The times of successive calls must not decrease.</summary>
    public async Task ApplyAsync(JsonObject folder, DateTimeOffset at)
    {
        _clock.SetUtcNow(at);
        var payload = OzPayloadReader.Read(Encoding.UTF8.GetBytes(folder.ToJsonString()), ["transaction_id"], at);
        await _services.GetRequiredService<WebhookIngest>().ApplyAsync(payload, ChangeCause.Webhook, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
