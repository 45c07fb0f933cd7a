using System.Collections.Concurrent;
using System.Text;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Destinations;

/// <summary>The configured proxy applies to every kind of endpoint.</summary>
public sealed class DestinationProxyTests
{
    private const string Bus = "Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=;EntityPath=folders";
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=bank;AccountKey=c2VjcmV0LTQ3MTE=;EndpointSuffix=core.windows.net";

    [Theory]
    [InlineData("ServiceBus", "bank.servicebus.windows.net", "ConnectionString", Bus)]
    [InlineData("EventHubs", "bank.servicebus.windows.net", "ConnectionString", Bus)]
    [InlineData("EventGrid", "bank.westeurope-1.eventgrid.azure.net", "TopicEndpoint", "https://bank.westeurope-1.eventgrid.azure.net/api/events", "AccessKey", "key")]
    [InlineData("StorageQueue", "bank.queue.core.windows.net", "ConnectionString", Account, "EntityName", "folders")]
    public async Task Service_IsReachedThroughTheProxy_WhoseRefusalIsAFailure(string kind, string host, params string[] settings)
    {
        var asked = new ConcurrentQueue<string>();
        await using var proxy = new ScriptedServer(async (_, socket) =>
        {
            var buffer = new byte[4096];
            asked.Enqueue(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)).Split('\r')[0]);
            await ScriptedServer.AnswerAsync(socket, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        });
        await using var bank = new SingleDestination([
            ("Kind", kind), ("Notifications:Proxy", $"http://127.0.0.1:{proxy.Url.Port}"), .. settings.Chunk(2).Select(static pair => (pair[0], pair[1])),
        ]);

        var answer = await bank.SendAsync();

        Assert.Equal((false, $"{kind}: the proxy refused"), (answer.IsSuccess, answer.Error));
        Assert.Equal($"CONNECT {host}:443 HTTP/1.1", Assert.Single(asked));
    }
}
