using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Destinations;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Destinations;

/// <summary>The check of addresses to which an SDK may connect at any send.</summary>
public sealed class AmqpAddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_ThatChangesAfterASend_IsRefusedAtTheNext()
    {
        var (clock, resolved, sent) = (new FakeTimeProvider(), "20.1.2.3", 0);
        var addresses = new AmqpAddresses(Options.Create(new NotificationOptions()), new ProductionEnvironment(), new NameResolver(_ => [IPAddress.Parse(resolved)], clock));
        var address = new AmqpAddress(addresses, new EndpointOptions { Kind = EndpointKind.ServiceBus, FullyQualifiedNamespace = "bank.servicebus.windows.net", EntityName = "folders" });

        await address.SendAsync(SendAsync, Token);
        resolved = "169.254.169.254";
        await address.SendAsync(SendAsync, Token);
        clock.Advance(NameResolver.AnswerLifetime);

        await Assert.ThrowsAsync<OutboundConnectionException>(() => address.SendAsync(SendAsync, Token));
        Assert.Equal(2, sent);

        Task SendAsync()
        {
            sent++;
            return Task.CompletedTask;
        }
    }
}
