package acme;

@interface SafeToShare {}
