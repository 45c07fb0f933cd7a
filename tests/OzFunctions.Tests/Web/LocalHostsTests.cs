using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;

namespace OzFunctions.Tests.Web;

/// <summary>The host names that a process accepts in Development.</summary>
public sealed class LocalHostsTests
{
    [Theory]
    [InlineData("localhost", null, true)]
    [InlineData("localhost:7071", null, true)]
    [InlineData("LocalHost:80", null, true)]
    [InlineData("127.0.0.1:7071", null, true)]
    [InlineData("[::1]", null, true)]
    [InlineData("[::1]:7071", null, true)]
    [InlineData("localhost:7071", "localhost:7071", true)]
    [InlineData("", null, false)]
    [InlineData("attacker.example", null, false)]
    [InlineData("attacker.example:7071", null, false)]
    [InlineData("localhost.attacker.example", null, false)]
    [InlineData("127.0.0.1.attacker.example", null, false)]
    [InlineData("localhost.", null, false)]
    [InlineData("127.0.0.2", null, false)]
    [InlineData("0.0.0.0", null, false)]
    [InlineData("[::]", null, false)]
    [InlineData("[::ffff:127.0.0.1]", null, false)]
    [InlineData("localhost@attacker.example", null, false)]
    [InlineData("localhost:7071", "attacker.example", false)]
    [InlineData("localhost:7071", "", false)]
    public void Host_IsAcceptedWhereItIsThisMachine(string host, string? forwarded, bool isLocal)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        if (forwarded is not null)
        {
            context.Request.Headers["X-Forwarded-Host"] = forwarded;
        }

        Assert.Equal(isLocal, LocalHosts.Are(context.Request));
    }

    [Theory]
    [InlineData("Origin", "http://localhost:7071", true)]
    [InlineData("Origin", "http://[::1]:7071", true)]
    [InlineData("Origin", "https://attacker.example", false)]
    [InlineData("Origin", "http://localhost.attacker.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    public void RequestOfAPage_IsAcceptedFromThisMachineOnly(string header, string value, bool isAccepted)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString("localhost:7071");
        context.Request.Headers[header] = value;

        Assert.Equal(isAccepted, LocalHosts.Are(context.Request));
    }
}
