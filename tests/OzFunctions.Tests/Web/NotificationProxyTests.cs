using System.Net;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Web;

/// <summary>The notation of the proxy setting.</summary>
public sealed class NotificationProxyTests
{
    private static readonly Uri Endpoint = new("https://bank.example/hooks");

    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128/", null, null)]
    [InlineData("http://user:p%40ss@proxy:3128/", "http://proxy:3128/", "user", "p@ss")]
    [InlineData("https://b%C3%A4nk%5Cuser:a:b%25%2F@10.0.0.1:8443", "https://10.0.0.1:8443/", "bänk\\user", "a:b%/")]
    [InlineData("http://token@[::1]:3128", "http://[::1]:3128/", "token", "")]
    [InlineData("http://us%3Aer:p+w@proxy", "http://proxy/", "us:er", "p+w")]
    public void Address_IsReadWithItsCredentials(string text, string address, string? user, string? password)
    {
        var uri = new Uri(text);

        Assert.Null(NotificationProxy.ProblemOf(uri));
        var proxy = NotificationProxy.Of(uri);
        var credentials = (NetworkCredential?)proxy.Credentials;
        Assert.Equal((address, user, password), ($"{proxy.GetProxy(Endpoint)}", credentials?.UserName, credentials?.Password));
    }

    [Theory]
    [InlineData("proxy:3128")]
    [InlineData("ftp://user:4711@proxy")]
    [InlineData("socks5://user:4711@proxy")]
    [InlineData("/proxy")]
    [InlineData("http://user:4711@proxy:3128/path")]
    [InlineData("http://user:4711@proxy:3128?x=1")]
    [InlineData("http://user:4711@proxy:3128#x")]
    [InlineData("http://user:4711%@proxy:3128")]
    [InlineData("http://user:47%1g@proxy:3128")]
    [InlineData("http://:4711@proxy:3128")]
    [InlineData("http://user:4711%0A@proxy:3128")]
    [InlineData("http://user:47/11@proxy:3128")]
    [InlineData("http://user:47#11@proxy:3128")]
    public void Address_ThatIsMalformed_IsNamedAndNotShown(string text)
    {
        var problem = NotificationProxy.ProblemOf(new Uri(text, UriKind.RelativeOrAbsolute));

        Assert.StartsWith("Notifications:Proxy ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("47", problem, StringComparison.Ordinal);
    }
}
