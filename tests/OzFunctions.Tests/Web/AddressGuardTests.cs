using System.Net;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Web;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    public void PublicAddress_IsAllowedWithHttpsOnly(string address)
    {
        Assert.True(Allows(address, "https"));
        Assert.False(Allows(address, "http"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.9")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001::1")]
    [InlineData("100::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    public void AddressThatIsNotPublic_IsRefused(string address) => Assert.False(Allows(address, "https"));

    [Theory]
    [InlineData("10.1.2.3", "10.1.0.0/16", true)]
    [InlineData("10.2.2.3", "10.1.0.0/16", false)]
    [InlineData("::ffff:10.1.2.3", "10.1.0.0/16", true)]
    [InlineData("64:ff9b::a01:203", "10.1.0.0/16", true)]
    [InlineData("64:ff9b::a01:203", "64:ff9b::/96", false)]
    [InlineData("2002:a01:203::1", "10.1.0.0/16", true)]
    [InlineData("fd12::1", "fd12::/16", true)]
    [InlineData("127.0.0.1", "127.0.0.0/8", true)]
    public void AllowedNetwork_IsAllowedWithHttpToo(string address, string network, bool expected)
    {
        Assert.Equal(expected, Allows(address, "https", network));
        Assert.Equal(expected, Allows(address, "http", network));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b::a83f:8110")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    public void LinkLocalMetadataAndManyHosts_AreNeverAllowed(string address) => Assert.False(Allows(address, "https", "0.0.0.0/0", "::/0"));

    [Fact]
    public void Development_AllowsLoopbackWithHttp()
    {
        var guard = AddressGuard.Of(new NotificationOptions(), isDevelopment: true);

        Assert.True(guard.Allows(IPAddress.Loopback, "http"));
        Assert.True(guard.Allows(IPAddress.IPv6Loopback, "http"));
        Assert.False(guard.Allows(IPAddress.Parse("10.0.0.1"), "https"));
    }

    private static bool Allows(string address, string scheme, params string[] networks) =>
        AddressGuard.Of(new NotificationOptions { AllowedNetworks = networks }, isDevelopment: false).Allows(IPAddress.Parse(address), scheme);
}
