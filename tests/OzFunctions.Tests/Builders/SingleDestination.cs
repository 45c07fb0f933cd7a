using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web;
using OzFunctions.Web.Connections;

namespace OzFunctions.Tests.Builders;

/// <summary>One endpoint of any kind and its sender, created from settings as in production.</summary>
internal sealed class SingleDestination : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SingleDestination(params (string Name, string Value)[] settings)
        : this(Dns.GetHostAddresses, settings)
    {
    }

    /// <param name="lookUp">Resolves names in place of DNS.</param>
    /// <param name="settings">The endpoint's settings by name, and other settings by full name.</param>
    public SingleDestination(Func<string, IPAddress[]> lookUp, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Webhook:Mode", "Trust"), new("Notifications:AllowedNetworks:0", "127.0.0.0/8"), new("Notifications:Endpoints:0:Name", "bank")])
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(NameOf(setting.Name), (string?)setting.Value)))
            .Build());
        _services = services.AddOzWeb().AddSingleton(new NameResolver(lookUp, TimeProvider.System)).BuildServiceProvider();
        _services.GetRequiredService<IStartupValidator>().Validate();
    }

    public NotificationEndpoint Endpoint => _services.GetRequiredService<NotificationSettings>().Endpoints[0];

    public Task<AttemptResult> SendAsync(string folder = "f1", long version = 1, int bytes = 0) => SendAsync(Deliveries.Of(folder, version), bytes);

    public Task<AttemptResult> SendAsync(Delivery delivery, int bytes = 0) => _services.GetRequiredService<INotificationSender>().SendAsync(
        new Notification(Endpoint, delivery, Deliveries.Data(delivery.Folder, delivery.Key.Version, bytes), Payloads.Now), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // A full name is a setting outside the endpoint.
    private static string NameOf(string name) => name.StartsWith("Notifications:", StringComparison.Ordinal) ? name : $"Notifications:Endpoints:0:{name}";
}
